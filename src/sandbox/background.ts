/** Work that goes on after its request was answered. */
export class Background {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private fault: unknown;

  start(work: (signal: AbortSignal) => Promise<void>): void {
    const running = work(this.stopping.signal).catch(error => {
      this.fault ??= error;
    });
    this.underWay.add(running);
    void running.finally(() => this.underWay.delete(running));
  }

  /** Ends the waits and rejects with the first fault met in the background, if any. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
    if (this.fault !== undefined) throw this.fault;
  }
}
