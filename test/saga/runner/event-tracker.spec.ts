import fc from 'fast-check';
import type { AccountEvent } from '../../../src/domain/account/events';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import { EventTracker } from '../../../src/saga/runner/event-tracker';
import { UnfinishedWork } from '../../../src/saga/runner/unfinished-work';
import { textOfWorkItem } from '../../../src/saga/work-item';
import {
  completed,
  contradicted,
  failed,
  requested,
  returned,
  started,
  unknown,
} from '../../domain/payout/payout-examples';
import { exchanged, recorded, withOutcome } from '../../support/history';
import type { PayoutStreamEvent } from '../../../src/domain/exchange/events';

const OTHER_ACCEPTANCE = { claimed: 'ACCEPTED', providerId: 'P2' } as const;
const WORK = { kind: 'payout', payoutId: 'payout-1' } as const;
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
const exchange = withOutcome(exchanged('payout-1', '{}'));
const back = (returnId: string): PayoutEvent => returned({ returnId, amountMinor: 1_000n });

function after(events: readonly (PayoutStreamEvent | AccountEvent)[], restored = false) {
  const unfinished = new UnfinishedWork();
  if (restored) unfinished.restore(WORK);
  const settled: string[] = [];
  const tracker = new EventTracker(unfinished, item => settled.push(textOfWorkItem(item)));
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
    ['while another acceptance may pay', [completed(), contradicted(OTHER_ACCEPTANCE), captured]],
  ])('%s', (_name, events) => {
    expect(after(events).left).toBe(true);
  });

  it.each<[string, (PayoutStreamEvent | AccountEvent)[]]>([
    ['an answer came after its end and changed nothing', [requested, completed(), captured, exchange]],
    ['its hold is captured', [requested, started, completed(), captured]],
    ['its hold is released', [requested, started, failed, released]],
    ['every return is credited', [completed(), captured, back('a'), back('b'), credited('b'), credited('a')]],
    ['its outcome was contradicted', [completed(), contradicted({ providerId: 'P1' }), captured]],
    ['another acceptance has no id', [completed(), contradicted({ claimed: 'ACCEPTED' }), captured]],
    ['the account has followed a decision', [failed, released, completed(), releaseReversed]],
  ])('no more when %s', (_name, events) => {
    expect(after(events)).toMatchObject({
      left: false,
      settled: expect.arrayContaining(['payout-payout-1']) as string[],
    });
  });

  it('for its driver too, only when nothing is expected any more', () => {
    expect(after([completed(), back('a'), captured]).settled).toEqual([]);
    expect(after([completed(), back('a'), captured, credited('a')]).settled).toEqual(['payout-payout-1']);
    expect(after([completed(), captured, captured]).settled).toEqual(['payout-payout-1']);
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
    expect(due.at(-1)).toEqual([{ kind: 'opening', streamId: 'payout-payout-1', revision: 2n }]);
  });

  it('does not open a case for a doubt that will pass', () => {
    expect(after([requested, started, unknown('TIMEOUT')]).due.at(-1)).toEqual([]);
  });
});

describe('a decision on a case', () => {
  const CASE = { kind: 'decision', caseId: 'case-1' } as const;
  const tracked = (...bodies: readonly object[]) => {
    const unfinished = new UnfinishedWork();
    const tracker = new EventTracker(unfinished, () => {});
    const items = bodies.map((body, index) =>
      tracker.track({
        ...recorded([requested])[0]!,
        streamId: 'case-case-1',
        revision: BigInt(index),
        body: { data: {}, ...body } as PayoutEvent,
      }),
    );
    return { items, left: unfinished.has(CASE) };
  };

  it.each<[string, string[], object[], boolean]>([
    ['is no work before it is confirmed', ['CaseOpened', 'CaseDecisionProposed'], [], false],
    ['is work when it is confirmed', ['CaseDecisionConfirmed'], [CASE], true],
    ['is done when the case is resolved', ['CaseDecisionConfirmed', 'CaseResolved'], [], false],
  ])('%s', (_name, types, items, left) => {
    const result = tracked(...types.map(type => ({ type })));
    expect([result.items.at(-1), result.left]).toEqual([items, left]);
  });
});

describe('a delivery of a notification', () => {
  const NOTIFICATION = { kind: 'notification', streamId: 'notification-n1' } as const;
  const RECEIVED = 'ProviderNotificationReceived';

  const base = { ...recorded([requested])[0]!, streamId: 'notification-n1' };
  const received = (id: string) => ({ ...base, id, body: { type: RECEIVED, data: {} } });
  const applied = (receivedEventId: string) => ({
    ...base,
    body: { type: 'NotificationApplied', data: { receivedEventId } },
  });
  const paidBy = (eventId: string, verdictOn?: string) => {
    const evidence = { kind: 'notification', eventId, ...(verdictOn && { verdictOn }) } as const;
    return recorded([completed({ evidence })])[0]!;
  };

  it.each<[string, RecordedEvent[], object[], boolean]>([
    ['is work', [received('a')], [NOTIFICATION], true],
    ['is work until it has a verdict', [received('a'), applied('a')], [], false],
    ['is work while another has none', [received('a'), received('b'), applied('a')], [], true],
    [
      'is work until an event of its payout is the verdict',
      [received('a'), paidBy('a', 'notification-n1')],
      [WORK],
      false,
    ],
    [
      'is work while the return that the payment came with is not recorded, and where its verdict follows',
      [received('a'), paidBy('a')],
      [WORK],
      true,
    ],
    [
      'is work while another has no verdict, whoever says twice that this one has',
      [received('a'), received('b'), paidBy('a', 'notification-n1'), applied('a')],
      [],
      true,
    ],
  ])('%s', (_name, events, items, left) => {
    const unfinished = new UnfinishedWork();
    const finished: string[] = [];
    const tracker = new EventTracker(unfinished, item => finished.push(textOfWorkItem(item)));
    const tracked = events.map(event => tracker.track(event));
    expect([tracked.at(-1), unfinished.has(NOTIFICATION)]).toEqual([items, left]);
    expect(finished).toEqual(left ? [] : ['notification-n1']);
  });

  it('of a checkpoint is work for its worker, whatever was seen', () => {
    const unfinished = new UnfinishedWork();
    unfinished.restore(NOTIFICATION);
    const tracker = new EventTracker(unfinished, () => {});
    tracker.track(paidBy('a', 'notification-n1'));
    expect(unfinished.has(NOTIFICATION)).toBe(true);
  });
});

describe('the answer of the account', () => {
  const hold = { accountId: 'merchant-1', payoutId: 'payout-1', amountMinor: 1n, currency: 'BRL' } as const;

  it('wakes the payout, and says that the account has answered', () => {
    const unfinished = new UnfinishedWork();
    const tracker = new EventTracker(unfinished, () => {});
    const [event] = recorded([{ type: 'FundsHeld', data: hold }]);
    expect(tracker.track(event!)).toEqual([WORK]);
    expect(unfinished.begin(WORK).answered).toBe(true);
  });
});
