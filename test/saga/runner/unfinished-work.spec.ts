import { UnfinishedWork, type LogPlace } from '../../../src/saga/runner/unfinished-work';
import type { ExpectedEffect } from '../../../src/saga/runner/expected-effect';
import type { WorkItem } from '../../../src/saga/work-item';

const PAYOUT: WorkItem = { kind: 'payout', payoutId: 'p1' };
const NOTIFICATION: WorkItem = { kind: 'notification', streamId: 'notification-1' };
const RELEASE: ExpectedEffect = { kind: 'release' };
const capture = (feeAmountMinor: bigint): ExpectedEffect => ({ kind: 'capture', feeAmountMinor });
const returned = (returnId: string): ExpectedEffect => ({ kind: 'return', returnId });
const acceptance = (providerId: string): ExpectedEffect => ({ kind: 'acceptance', providerId });

let work: UnfinishedWork;
beforeEach(() => {
  work = new UnfinishedWork();
});

/** The expected effects, the effects that are seen, whether each was expected, and whether work is left. */
type Row = [string, ExpectedEffect[], ExpectedEffect[], boolean[], boolean];

describe('a payout', () => {
  it.each<Row>([
    ['is finished by its capture', [capture(1n)], [capture(1n)], [true], false],
    ['is not finished by a capture with another fee', [capture(1n)], [capture(2n)], [false], true],
    ['is not finished by a release for a capture', [capture(1n)], [RELEASE], [false], true],
    ['expects its last outcome only', [RELEASE, capture(1n)], [RELEASE, capture(1n)], [false, true], false],
    [
      'expects its last outcome again',
      [RELEASE, capture(1n), RELEASE],
      [capture(1n), RELEASE],
      [false, true],
      false,
    ],
    [
      'is finished by its last effect',
      [capture(1n), returned('a')],
      [returned('a'), capture(1n)],
      [true, true],
      false,
    ],
    ['expects each return', [returned('a'), returned('b')], [returned('b')], [true], true],
    ['expects a return once', [returned('a'), returned('a')], [returned('a')], [true], false],
    ['waits for another acceptance', [capture(1n), acceptance('P2')], [capture(1n)], [true], true],
    ['waits for two acceptances', [acceptance('P2'), acceptance('P3')], [acceptance('P2')], [true], true],
    ['waits for its case', [{ kind: 'case' }, capture(1n)], [capture(1n)], [true], true],
  ])('%s', (_name, expected, seen, wasExpected, left) => {
    for (const effect of expected) work.expectEffect(PAYOUT, effect);
    expect(seen.map(effect => work.effectSeen(PAYOUT, effect))).toEqual(wasExpected);
    expect(work.has(PAYOUT)).toBe(left);
  });

  it('from a checkpoint is finished by its own step only', () => {
    work.restore(PAYOUT);
    work.expectEffect(PAYOUT, capture(1n));
    expect([work.effectSeen(PAYOUT, capture(1n)), work.has(PAYOUT)]).toEqual([false, true]);
    work.finish(PAYOUT, work.begin(PAYOUT).lastChange);
    expect(work.size).toBe(0);
  });

  it('is not finished by a step that began before its last change', () => {
    work.markForWork(PAYOUT);
    const { lastChange } = work.begin(PAYOUT);
    work.markForWork(PAYOUT);
    work.finish(PAYOUT, lastChange);
    expect(work.has(PAYOUT)).toBe(true);
    work.finish(PAYOUT);
    expect(work.has(PAYOUT)).toBe(false);
  });

  it('remembers that its account has answered', () => {
    work.markForWork(PAYOUT, { answered: true });
    work.markForWork(PAYOUT);
    expect(work.begin(PAYOUT).answered).toBe(true);
  });

  it('is due when its time has come', () => {
    work.markForWork(PAYOUT);
    expect([...work.dueAt(0)]).toEqual([PAYOUT]);
    work.postpone(PAYOUT, 100);
    expect([[...work.dueAt(99)], [...work.dueAt(100)]]).toEqual([[], [PAYOUT]]);
  });
});

describe('a step', () => {
  it('that is under way is not due: it takes as long as a provider', () => {
    work.markForWork(PAYOUT);
    work.begin(PAYOUT);
    expect([...work.dueAt(0)]).toEqual([]);
    work.end(PAYOUT);
    expect([...work.dueAt(0)]).toEqual([PAYOUT]);
  });
});

describe('the oldest work', () => {
  const place = (commit: bigint): LogPlace => {
    const position = { commit, prepare: commit };
    const mark = {
      eventId: `e${commit}`,
      streamId: 's',
      revision: commit,
      position,
      recordedAt: new Date(0),
    };
    return { position, mark };
  };
  const payout = (number: number): WorkItem => ({ kind: 'payout', payoutId: `p${number}` });

  beforeEach(() => {
    for (const number of [1, 2, 3]) {
      work.readTo(place(BigInt(number)));
      work.markForWork(payout(number));
    }
    work.readTo(place(9n));
  });

  it('is everything, up to where the log was read, when it is not too much', () => {
    expect(work.oldest(3)).toEqual({ items: [payout(1), payout(2), payout(3)], place: place(9n) });
  });

  it('is what began before the place from which a restart finds the rest', () => {
    expect(work.oldest(2)).toEqual({ items: [payout(1), payout(2)], place: place(3n) });
    work.finish(payout(1));
    expect(work.oldest(1)).toEqual({ items: [payout(2)], place: place(3n) });
  });

  it('keeps the place at which an item began, whatever happens to it later', () => {
    work.markForWork(payout(3));
    expect(work.oldest(2)?.place).toEqual(place(3n));
  });

  it('has no place while too many items come from a checkpoint', () => {
    const restarted = new UnfinishedWork();
    for (const number of [1, 2]) restarted.restore(payout(number));
    restarted.readTo(place(9n));
    expect([restarted.oldest(1), restarted.oldest(2)?.place]).toEqual([undefined, place(9n)]);
  });
});

describe('a notification', () => {
  it('is finished when each delivery has a verdict', () => {
    work.expectDelivery(NOTIFICATION, 'a');
    work.expectDelivery(NOTIFICATION, 'b');
    work.finishDelivery(NOTIFICATION, 'a');
    expect(work.has(NOTIFICATION)).toBe(true);
    work.finishDelivery(NOTIFICATION, 'b');
    expect(work.has(NOTIFICATION)).toBe(false);
  });

  it('is not finished by two verdicts on one of two deliveries', () => {
    work.expectDelivery(NOTIFICATION, 'a');
    work.expectDelivery(NOTIFICATION, 'b');
    work.finishDelivery(NOTIFICATION, 'a');
    work.finishDelivery(NOTIFICATION, 'a');
    expect(work.has(NOTIFICATION)).toBe(true);
  });

  it('is not finished by a verdict on a delivery of before', () => {
    work.expectDelivery(NOTIFICATION, 'b');
    work.finishDelivery(NOTIFICATION, 'a');
    expect(work.has(NOTIFICATION)).toBe(true);
  });

  it('from a checkpoint is finished by its own step only', () => {
    work.restore(NOTIFICATION);
    work.expectDelivery(NOTIFICATION, 'b');
    work.finishDelivery(NOTIFICATION, 'b');
    expect(work.has(NOTIFICATION)).toBe(true);
  });
});
