import fc from 'fast-check';
import type { AccountEvent } from '../../../src/domain/account/events';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import { causePlaceOf, EventTracker } from '../../../src/saga/runner/event-tracker';
import { UnfinishedWork } from '../../../src/saga/runner/unfinished-work';
import {
  completed,
  failed,
  requested,
  returned,
  started,
  unknown,
} from '../../domain/payout/payout-examples';
import { recorded } from '../../support/history';

const WORK = 'payout-payout-1';
const money = {
  accountId: 'merchant-1',
  payoutId: 'payout-1',
  provider: 'connectpsp',
  currency: 'BRL',
} as const;
const taken = { ...money, originalAmountMinor: 5_000n, feeAmountMinor: 12n };
const captured: AccountEvent = { type: 'HoldCaptured', data: { ...taken, heldAmountMinor: 5_031n } };
const released: AccountEvent = {
  type: 'HoldReleased',
  data: { accountId: 'merchant-1', payoutId: 'payout-1', amountMinor: 5_031n, currency: 'BRL' },
};
const releaseReversed: AccountEvent = { type: 'ReleaseReversed', data: taken };
const captureReversed: AccountEvent = { type: 'CaptureReversed', data: taken };
const credited = (returnId: string): AccountEvent => ({
  type: 'FundsReturned',
  data: { ...money, returnId, amountMinor: 1_000n, feeAmountMinor: 0n },
});
const back = (returnId: string): PayoutEvent => returned({ returnId, amountMinor: 1_000n });

function after(events: readonly (PayoutEvent | AccountEvent)[], restored = false) {
  const unfinished = new UnfinishedWork();
  if (restored) unfinished.restore(WORK);
  const settled: string[] = [];
  const tracker = new EventTracker(unfinished, payoutId => settled.push(payoutId));
  const due = recorded(events).map(event => tracker.track(event));
  return { left: unfinished.has(WORK), settled, due };
}

describe('a payout is unfinished', () => {
  it.each<[string, (PayoutEvent | AccountEvent)[]]>([
    ['until its hold is captured', [requested, started, completed()]],
    ['until its hold is released', [requested, started, failed]],
    [
      'while a return is not credited, told before the capture',
      [requested, completed(), back('a'), captured],
    ],
    ['while a return is not credited, told after it', [requested, completed(), captured, back('a')]],
    ['while the second return is not credited', [completed(), captured, back('a'), back('b'), credited('a')]],
    ['when its outcome was replaced, until the account has followed', [failed, released, completed()]],
    ['when the account closed its hold for an outcome that is replaced', [failed, completed(), released]],
    ['while a case stands for its doubt', [unknown('KEY_ENDED', true), completed(), captured]],
    ['when the account was reversed and nobody waited for it', [completed(), captured, captureReversed]],
  ])('%s', (_name, events) => {
    expect(after(events).left).toBe(true);
  });

  it.each<[string, (PayoutEvent | AccountEvent)[]]>([
    ['its hold is captured', [requested, started, completed(), captured]],
    ['its hold is released', [requested, started, failed, released]],
    ['every return is credited', [completed(), captured, back('a'), back('b'), credited('b'), credited('a')]],
    ['the account has followed a decision', [failed, released, completed(), releaseReversed]],
  ])('no more when %s', (_name, events) => {
    expect(after(events)).toMatchObject({
      left: false,
      settled: expect.arrayContaining(['payout-1']) as string[],
    });
  });

  it('whatever was seen, where a restart does not know what is owed', () => {
    expect(after([captured, credited('a')], true).left).toBe(true);
  });

  it('exactly while something of it is not on the account, in every order of its events', () => {
    const names = ['a', 'b', 'c'];
    const told = fc.shuffledSubarray(names, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        told,
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        fc.nat(7),
        (order, places, paid) => {
          // The account follows each word at some later place, the last `paid` answers are still to come.
          const events: (PayoutEvent | AccountEvent)[] = [requested, completed()];
          for (const name of order) events.push(back(name));
          const answers = [captured, ...order.map(credited)].slice(0, Math.min(paid, 4));
          for (const [index, answer] of answers.entries()) {
            const cause =
              index === 0
                ? 1
                : events.findIndex(
                    each => each.type === 'PayoutReturned' && each.data.returnId === order[index - 1],
                  );
            const room = events.length - cause;
            events.splice(cause + 1 + ((places[index - 1] ?? 0) % room), 0, answer);
          }
          expect(after(events).left).toBe(answers.length < 4);
        },
      ),
    );
  });
});

describe('an event that needs a person', () => {
  it('is work of its own, which names its place', () => {
    const { due } = after([requested, started, unknown('KEY_ENDED', true)]);
    expect(due.at(-1)?.map(causePlaceOf)).toEqual([{ streamId: WORK, revision: 2n }]);
  });

  it('does not open a case for a doubt that will pass', () => {
    expect(after([requested, started, unknown('TIMEOUT')]).due.at(-1)).toEqual([]);
  });
});
