/** Work that goes on after its request was answered. */
export class Background {
  /** A signal of its own for each work: one for all would gather the listeners of every wait under way. */
  private readonly underWay = new Map<AbortController, Promise<void>>();
  private stopped = false;
  private fault: unknown;

  start(work: (signal: AbortSignal) => Promise<void>): void {
    if (this.stopped) return;
    const stopping = new AbortController();
    const running = work(stopping.signal)
      .catch(error => {
        this.fault ??= error;
      })
      .finally(() => this.underWay.delete(stopping));
    this.underWay.set(stopping, running);
  }

  /** Ends the waits and rejects with the first fault met in the background, if any. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const stopping of this.underWay.keys()) stopping.abort();
    await Promise.all(this.underWay.values());
    if (this.fault !== undefined) throw this.fault;
  }
}
