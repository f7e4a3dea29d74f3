/** A promise, and what resolves it. */
export function notice(): { readonly told: Promise<void>; readonly tell: () => void } {
  let tell: () => void = () => undefined;
  const told = new Promise<void>(resolve => (tell = resolve));
  return { told, tell: () => tell() };
}

/** What has been started, to be ended in reverse order: also when the start of something later fails. */
export class Stops {
  private readonly ends: (() => unknown)[] = [];

  add(end: () => unknown): void {
    this.ends.push(end);
  }

  /** Ends all, whatever one of them does, and throws the first error afterwards. */
  async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const end of this.ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
