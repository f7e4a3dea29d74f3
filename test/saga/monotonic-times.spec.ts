import { MonotonicTimes } from '../../src/saga/monotonic-times';
import type { Clock } from '../../src/shared/clock';

const NOON = Date.UTC(2026, 2, 10, 12);

/** A clock whose wall clock is set apart from its monotonic clock. */
class TwoClocks implements Clock {
  wallMs = NOON;
  monoMs = 5_000;
  now = () => new Date(this.wallMs);
  monotonicMs = () => this.monoMs;
  wait = () => Promise.resolve();

  pass(durationMs: number): void {
    this.wallMs += durationMs;
    this.monoMs += durationMs;
  }
}

let clock: TwoClocks;
let times: MonotonicTimes;
const shown = (key: string, ms: number): number => times.notInFuture(key, new Date(ms)).getTime() - NOON;

beforeEach(() => {
  clock = new TwoClocks();
  times = new MonotonicTimes(clock);
});

describe('a time that was recorded', () => {
  it('is as it was recorded, in the past and now', () => {
    expect([shown('a', NOON - 1_000), shown('b', NOON)]).toEqual([-1_000, 0]);
  });

  it('in the future of this clock is the time since which this process knows it', () => {
    expect(shown('a', NOON + 60_000)).toBe(0);
    clock.pass(10_000);
    expect(shown('a', NOON + 60_000)).toBe(0);
  });

  it('is as old as this process knows it, when the clock is set back later', () => {
    expect(shown('a', NOON)).toBe(0);
    clock.pass(10_000);
    clock.wallMs -= 3_600_000;
    expect(shown('a', NOON)).toBe(10_000 - 3_600_000 - 10_000);
  });

  it('is the recorded one again, once the clock has passed it', () => {
    expect(shown('a', NOON + 1_000)).toBe(0);
    clock.wallMs += 3_600_000;
    expect(shown('a', NOON + 1_000)).toBe(1_000);
  });

  it('is known by its key and its time apart', () => {
    shown('a', NOON + 60_000);
    clock.pass(5_000);
    expect([shown('a', NOON + 60_000), shown('a', NOON + 61_000), shown('b', NOON + 60_000)]).toEqual([
      0, 5_000, 5_000,
    ]);
  });

  it('is not known any more when its key is forgotten', () => {
    shown('a', NOON + 60_000);
    shown('b', NOON + 60_000);
    clock.pass(5_000);
    times.forget('a');
    expect([shown('a', NOON + 60_000), shown('b', NOON + 60_000)]).toEqual([5_000, 0]);
  });
});

describe('the wall clock time of a monotonic time', () => {
  it('follows the wall clock when that is set', () => {
    clock.pass(2_000);
    clock.wallMs += 100_000;
    expect(times.wallClockTimeOf(5_000).getTime() - NOON).toBe(100_000);
  });
});
