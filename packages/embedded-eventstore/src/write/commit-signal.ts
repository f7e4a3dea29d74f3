/** Wakes the readers that wait for more events, after a group is on disk and answered. */
export class CommitSignal {
  private readonly waiting = new Set<() => void>();
  private count = 0;

  /** A number that grows with every group. Read it before a search for events, and give it to `waitAfter`. */
  get version(): number {
    return this.count;
  }

  publish(): void {
    this.count += 1;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /** Resolves after a commit that is newer than the given version, or when the signal aborts. */
  waitAfter(version: number, signal: AbortSignal): Promise<void> {
    if (this.count > version || signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
