/** A part of the service that runs until it is stopped. */
interface RunningPart {
  stop(): unknown;
}

/** A promise, and the function that resolves it. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(settle => (resolve = settle));
  return { promise, resolve: () => resolve() };
}

/** The parts that run, in the order of their start. They stop in the reverse order, also when a later start fails. */
export class ShutdownList {
  private readonly parts: RunningPart[] = [];

  add(stop: () => unknown): void {
    this.parts.push({ stop });
  }

  /** Keeps a part that has started, and returns it. */
  keep<Part extends RunningPart>(part: Part): Part {
    this.parts.push(part);
    return part;
  }

  /** Stops every part, also after an error of another one; then throws the first error. */
  async stop(): Promise<void> {
    const errors: unknown[] = [];
    for (const part of this.parts.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
