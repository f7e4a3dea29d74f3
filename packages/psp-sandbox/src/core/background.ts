/** Work that continues after the answer to its request. */
export class Background {
  /** Each work has its own abort controller. With one for all, its signal would collect the listeners of every wait. */
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

  /** Ends all waits. Rejects with the first error of the background work, if there is one. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const stopping of this.underWay.keys()) stopping.abort();
    await Promise.all(this.underWay.values());
    if (this.fault !== undefined) throw this.fault;
  }
}
