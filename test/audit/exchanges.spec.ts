import type { RecordedEvent } from '../../src/event-store/event-store';
import type { Evidence, PayoutEvent } from '../../src/domain/payout/events';
import { held, opened, deposited } from '../domain/account/account-examples';
import { completed, requested, started, submitted } from '../domain/payout/payout-examples';
import { violationsOf } from '../support/check-world';
import { exchanged, hashOf, recorded, withOutcome, type Recordable } from '../support/history';

const TAKEN = '{"id":"provider-1"}';
const PAID = '{"status":"paid"}';
const byPoll: Evidence = { kind: 'poll', answerHash: hashOf(PAID) };
const paid: PayoutEvent = completed({ evidence: byPoll });
const before: Recordable[] = [
  opened,
  deposited({ amountMinor: 12_000n }),
  requested,
  held(5_031n, 'payout-1'),
];

const violations = (...after: Recordable[]): string[] => violationsOfEvents(recorded([...before, ...after]));
const violationsOfEvents = (events: readonly RecordedEvent[]): string[] =>
  violationsOf({ events, providerRecords: [], commands: [], atRest: false });

const here = (answerBody: string) => withOutcome(exchanged('payout-1', answerBody));
const apart = (answerBody: string) => exchanged('payout-1', answerBody);

describe('an exchange with the provider', () => {
  it.each([
    ['in the payout’s stream', here],
    ['in a stream of its own, as in older stores', apart],
  ])('%s is what an acceptance and an outcome rest on', (_name, kept) => {
    expect(violations(started, kept(TAKEN), submitted, kept(PAID), paid)).toEqual([]);
  });

  it.each<[string, Recordable[], string]>([
    [
      'an acceptance without any answer',
      [started, submitted],
      'I16 payout-payout-1@2 PayoutSubmitted rests on no answer of the provider: none is kept before it',
    ],
    [
      'an acceptance before its answer',
      [started, submitted, here(TAKEN)],
      'I16 payout-payout-1@2 PayoutSubmitted rests on no answer of the provider: none is kept before it',
    ],
    [
      'an outcome without its answer',
      [started, here(TAKEN), submitted, paid],
      `I16 payout-payout-1@4 PayoutCompleted rests on an answer of the provider that is not kept before it: ${hashOf(PAID)}`,
    ],
    [
      'an outcome before its answer',
      [started, here(TAKEN), submitted, paid, here(PAID)],
      `I16 payout-payout-1@4 PayoutCompleted rests on an answer of the provider that is not kept before it: ${hashOf(PAID)}`,
    ],
    [
      'the answer about a payout that nobody has asked for',
      [started, exchanged('payout-9', TAKEN)],
      'I9 exchange-payout-9@0 an exchange for payout payout-9, which was never requested',
    ],
  ])('is missed: %s', (_name, events, difference) => {
    expect(violations(...events)).toEqual([difference]);
  });

  it('is not taken from another payout’s stream', () => {
    const events = recorded([...before, started, here(TAKEN), submitted]).map(event =>
      event.body.type === 'ProviderExchanged'
        ? { ...event, streamId: 'exchange-payout-2', revision: 0n }
        : event,
    );
    expect(violationsOfEvents(events)).toContain('UNREADABLE exchange-payout-2@0 speaks of payout payout-1');
  });

  it.each([
    ['where it decides something', here],
    ['where it decides nothing', apart],
  ])('is counted beside the recorded submissions %s', (_name, kept) => {
    const order = (answer: string) => {
      const exchange = kept(answer);
      Object.assign(exchange.data, { purpose: 'SUBMIT', method: 'POST' });
      return exchange;
    };
    expect(violations(started, order(TAKEN), submitted)).toEqual([]);
    expect(violations(started, order(TAKEN), submitted, order(PAID)).join()).toContain(
      '2 orders went to the provider for 1 recorded submissions',
    );
  });
});
