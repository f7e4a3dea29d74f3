/**
 * Runs items in the background: one run at a time per key, up to `limit` runs at once, in order of arrival. An item that
 * is added while it waits runs once; an item that is added while it runs, runs once more.
 */
export class WorkQueue<Item> {
  private readonly waiting = new Map<string, Item>();
  private readonly running = new Map<string, Item>();
  private whenIdle: (() => void)[] = [];
  private whenEnded: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly keyOf: (item: Item) => string,
    /** Must not throw. */
    private readonly work: (item: Item) => Promise<void>,
  ) {}

  get size(): number {
    return this.waiting.size + this.running.size;
  }

  add(item: Item): void {
    const key = this.keyOf(item);
    if (!this.waiting.has(key)) this.waiting.set(key, item);
    this.startNext();
  }

  /** Forgets the items that have not begun, and resolves when the runs under way have ended. */
  async stop(): Promise<void> {
    this.waiting.clear();
    if (this.running.size > 0) await new Promise<void>(resolve => this.whenIdle.push(resolve));
  }

  /** Forgets the items that match and have not begun. Resolves when no run of such an item is under way. */
  async leave(matches: (item: Item) => boolean): Promise<void> {
    for (const [key, item] of this.waiting) if (matches(item)) this.waiting.delete(key);
    while ([...this.running.values()].some(matches))
      await new Promise<void>(resolve => this.whenEnded.push(resolve));
  }

  private startNext(): void {
    for (const [key, item] of this.waiting) {
      if (this.running.size >= this.limit) return;
      if (!this.running.has(key)) void this.run(key, item);
    }
  }

  private async run(key: string, item: Item): Promise<void> {
    this.waiting.delete(key);
    this.running.set(key, item);
    await this.work(item);
    this.running.delete(key);
    for (const resolve of this.whenEnded.splice(0)) resolve();
    if (this.running.size === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
    this.startNext();
  }
}
