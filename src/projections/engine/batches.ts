import type { Clock } from '../../shared/clock';

/** How a source is gathered into batches. */
export interface Gathering {
  /** Items in a batch at most; asked whenever one comes. */
  readonly limit: () => number;
  /** How long the first item of a batch waits for more, in milliseconds; asked when it is gathered. Without it no item waits. */
  readonly patience?: { readonly gatherMs: () => number; readonly clock: Clock };
  /** After how many milliseconds without an item an empty batch comes; undefined for never. Asked before each batch. */
  readonly idleMs?: () => number | undefined;
}

/**
 * What a source yields, in order, gathered into batches. A batch is what has arrived while the last one was worked on,
 * and what arrives within the time that its first item may wait. The source is not read further than one batch ahead, so
 * memory stays bounded.
 *
 * Ends when the source ends, and ends the source (through the signal it is opened with) when it is itself ended.
 */
export async function* inBatches<Item>(
  open: (signal: AbortSignal) => AsyncIterable<Item>,
  gathering: Gathering,
  outerSignal: AbortSignal,
): AsyncGenerator<Item[], void, undefined> {
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, outerSignal]);
  const intake = new Intake<Item>(gathering, signal);
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
  /** When the first of the items came, by the even clock. */
  private beganAtMs = 0;

  constructor(
    private readonly gathering: Gathering,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  /** Never rejects: a failing source fails the next `take` after the items that came before it. */
  async fill(source: AsyncIterable<Item>): Promise<void> {
    try {
      for await (const item of source) {
        this.add(item);
        while (this.isFull() && !this.signal.aborted) await this.change();
        if (this.signal.aborted) break;
      }
    } catch (error) {
      this.failure = { error };
    }
    this.ended = true;
    this.wake();
  }

  private add(item: Item): void {
    this.items.push(item);
    if (this.items.length === 1) {
      this.beganAtMs = this.gathering.patience?.clock.monotonicMs() ?? 0;
      this.wake();
    } else if (this.isFull()) {
      this.wake();
    }
  }

  private isFull(): boolean {
    return this.items.length >= this.gathering.limit();
  }

  /** The items that are there, none where nothing came in time; undefined at the end. */
  async take(): Promise<Item[] | undefined> {
    await this.waitForItem();
    await this.gather();
    if (this.signal.aborted) return undefined;
    const batch = this.items;
    this.items = [];
    this.wake();
    if (batch.length > 0 || !this.ended) return batch;
    if (this.failure) throw this.failure.error;
    return undefined;
  }

  private async waitForItem(): Promise<void> {
    const isWaiting = () => this.items.length === 0 && !this.ended && !this.signal.aborted;
    const idleMs = this.gathering.idleMs?.();
    if (idleMs === undefined || !this.gathering.patience) {
      while (isWaiting()) await this.change();
    } else if (isWaiting()) {
      await this.changeWithin(idleMs, this.gathering.patience.clock);
    }
  }

  private async gather(): Promise<void> {
    const { patience } = this.gathering;
    if (!patience || this.items.length === 0) return;
    const { clock } = patience;
    const gatherMs = patience.gatherMs();
    while (!this.isFull() && !this.ended && !this.signal.aborted) {
      const leftMs = this.beganAtMs + gatherMs - clock.monotonicMs();
      if (leftMs <= 0) return;
      await this.changeWithin(leftMs, clock);
    }
  }

  /** Reader and pump never wait at the same time: one waits for items, the other for room. */
  private change(): Promise<void> {
    return new Promise(resolve => (this.wake = resolve));
  }

  private async changeWithin(durationMs: number, clock: Clock): Promise<void> {
    const late = new AbortController();
    this.wake = () => late.abort();
    await clock.wait(durationMs, late.signal);
  }
}
