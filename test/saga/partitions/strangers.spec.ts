import { Strangers } from '../../../src/saga/partitions/strangers';
import type { WorkItem } from '../../../src/saga/work-item';

const payout = (payoutId: string): WorkItem => ({ kind: 'payout', payoutId });

describe('the items of other processes', () => {
  it('are left alone for ten minutes, then looked at once, and again ten minutes later', () => {
    let nowMs = 0;
    const strangers = new Strangers({
      now: () => new Date(0),
      wait: () => Promise.resolve(),
      monotonicMs: () => nowMs,
    });
    const own = payout('own');
    const other = payout('other');
    const sweepAt = (ms: number, ...due: WorkItem[]) => {
      nowMs = ms;
      return [...strangers.withoutFresh(due, item => item === own)];
    };
    expect(sweepAt(0, own, other)).toEqual([own]);
    expect(sweepAt(599_999, own, other)).toEqual([own]);
    expect(sweepAt(600_000, own, other)).toEqual([own, other]);
    expect(sweepAt(600_001, own, other)).toEqual([own]);
    // It was finished in between, and is there again.
    expect(sweepAt(700_000, own)).toEqual([own]);
    expect(sweepAt(1_250_000, own, other)).toEqual([own]);
  });
});
