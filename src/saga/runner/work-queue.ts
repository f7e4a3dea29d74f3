/**
 * Runs work by key: one at a time per key, up to `limit` keys at once, in order of arrival. A key that is added while it
 * waits is one piece of work; added while it runs, it runs once more.
 */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  private readonly running = new Set<string>();
  private settled: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    /** Must not throw. */
    private readonly work: (key: string) => Promise<void>,
  ) {}

  get size(): number {
    return this.waiting.size + this.running.size;
  }

  add(key: string): void {
    this.waiting.add(key);
    this.startNext();
  }

  /** Forgets what has not begun, and resolves when what has begun is over. */
  async stop(): Promise<void> {
    this.waiting.clear();
    if (this.running.size > 0) await new Promise<void>(resolve => this.settled.push(resolve));
  }

  private startNext(): void {
    for (const key of this.waiting) {
      if (this.running.size >= this.limit) return;
      if (!this.running.has(key)) void this.run(key);
    }
  }

  private async run(key: string): Promise<void> {
    this.waiting.delete(key);
    this.running.add(key);
    await this.work(key);
    this.running.delete(key);
    if (this.running.size === 0) for (const resolve of this.settled.splice(0)) resolve();
    this.startNext();
  }
}
