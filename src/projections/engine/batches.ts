/**
 * What a source yields, in order, gathered into batches: whatever has arrived while the last batch was worked on, at
 * most `limit` items. The source is not read further than one batch ahead, so memory stays bounded.
 *
 * Ends when the source ends, and ends the source (through the signal it is opened with) when it is itself ended.
 */
export async function* inBatches<Item>(
  open: (signal: AbortSignal) => AsyncIterable<Item>,
  limit: number,
  outerSignal: AbortSignal,
): AsyncGenerator<Item[], void, undefined> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, outerSignal]);
  const intake = new Intake<Item>(limit, signal);
  const pump = intake.fill(open(signal));
  try {
    for (;;) {
      const batch = await intake.take();
      if (batch === undefined) return;
      yield batch;
    }
  } finally {
    own.abort();
    await pump;
  }
}

class Intake<Item> {
  private items: Item[] = [];
  private ended = false;
  private failure: { error: unknown } | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly limit: number,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  /** Never rejects: a failing source fails the next `take` after the items that came before it. */
  async fill(source: AsyncIterable<Item>): Promise<void> {
    try {
      for await (const item of source) {
        this.items.push(item);
        this.wake();
        while (this.items.length >= this.limit && !this.signal.aborted) await this.change();
        if (this.signal.aborted) break;
      }
    } catch (error) {
      this.failure = { error };
    }
    this.ended = true;
    this.wake();
  }

  /** The items that are there, at least one; undefined at the end. */
  async take(): Promise<Item[] | undefined> {
    while (this.items.length === 0 && !this.ended && !this.signal.aborted) await this.change();
    if (this.signal.aborted) return undefined;
    const batch = this.items;
    this.items = [];
    this.wake();
    if (batch.length > 0) return batch;
    if (this.failure) throw this.failure.error;
    return undefined;
  }

  /** Reader and pump never wait at the same time: one waits for items, the other for room. */
  private change(): Promise<void> {
    return new Promise(resolve => (this.wake = resolve));
  }
}
