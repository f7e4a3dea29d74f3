import { inBatches, type Gathering } from '../../src/projections/engine/batches';
import type { Clock } from '../../src/shared/clock';

/** A clock that stands still until it is set. */
class SetClock implements Clock {
  private at = 0;
  private readonly waiting = new Set<{ readonly until: number; readonly resolve: () => void }>();

  now = () => new Date(this.at);
  monotonicMs = () => this.at;
  wait = (durationMs: number, signal?: AbortSignal) =>
    new Promise<void>(resolve => {
      this.waiting.add({ until: this.at + durationMs, resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });

  async goOn(durationMs: number): Promise<void> {
    this.at += durationMs;
    for (const each of this.waiting) if (each.until <= this.at) each.resolve();
    await settled();
  }
}

/** Everything that can happen without time going on has happened. */
const settled = () => new Promise(resolve => setImmediate(resolve));

let clock: SetClock;
let push: (item: number) => Promise<void>;
let batches: AsyncGenerator<number[]>;
const ending = new AbortController();
afterAll(() => ending.abort());

function gather(further: Partial<Gathering> = {}): void {
  clock = new SetClock();
  const queue: number[] = [];
  let wake: () => void = () => undefined;
  push = async item => {
    queue.push(item);
    wake();
    await settled();
  };
  const open = async function* (signal: AbortSignal) {
    signal.addEventListener('abort', () => wake(), { once: true });
    while (!signal.aborted) {
      const item = queue.shift();
      if (item !== undefined) yield item;
      else await new Promise<void>(resolve => (wake = resolve));
    }
  };
  const patience = { gatherMs: () => 10, clock };
  batches = inBatches(open, { limit: () => 3, patience, ...further }, ending.signal);
}

/** The next batch, and whether it has come. */
function next(): { batch: number[] | undefined } {
  const coming: { batch: number[] | undefined } = { batch: undefined };
  void batches.next().then(({ value }) => (coming.batch = value as number[]));
  return coming;
}

describe('a batch', () => {
  it('takes what comes within the time that its first item may wait, and no longer', async () => {
    gather();
    const coming = next();
    await push(1);
    await clock.goOn(6);
    await push(2);
    await clock.goOn(3);
    expect(coming.batch).toBeUndefined();
    await clock.goOn(1);
    expect(coming.batch).toEqual([1, 2]);
  });

  it('that is full waits for nothing', async () => {
    gather();
    const coming = next();
    for (const item of [1, 2, 3, 4]) await push(item);
    expect(coming.batch).toEqual([1, 2, 3]);
  });

  it('takes at once what came while the last one was worked on', async () => {
    gather();
    const first = next();
    await push(1);
    await clock.goOn(10);
    expect(first.batch).toEqual([1]);
    await push(2);
    await clock.goOn(4);
    await push(3);
    await clock.goOn(20);
    const second = next();
    await settled();
    expect(second.batch).toEqual([2, 3]);
  });

  it('is empty where one is asked for after a time without items', async () => {
    gather({ idleMs: () => 250 });
    const coming = next();
    await clock.goOn(249);
    expect(coming.batch).toBeUndefined();
    await clock.goOn(1);
    expect(coming.batch).toEqual([]);
  });
});
