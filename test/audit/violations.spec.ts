import type { RecordedEvent } from '../../src/event-store/event-store';
import { violationsOf } from '../support/check-world';
import {
  altered,
  changed,
  type Change,
  type Data,
  followed,
  isOne,
  saying,
  twice,
  without,
} from './plant-violation';
import { sampleWorld } from './sample';

/** Where one mistake brings another, what was meant must be among what is said. */
describe('a planted violation is named', () => {
  const rows: [string, Change][] = [
    ['a submission was started without an open hold', without('FundsHeld', 'payout-2')],
    ['PayoutSubmitted before a submission was started', without('PayoutSubmissionStarted', 'payout-1')],
    ['a second submission was started', twice('PayoutSubmissionStarted', 'payout-1')],
    ['payout payout-1 is held a second time', twice('FundsHeld', 'payout-1')],
    ['captured a second time: payout payout-1 was captured', twice('HoldCaptured')],
    ['released a second time: payout payout-2 was released', twice('HoldReleased')],
    ['release for payout payout-1, which is COMPLETED', changed('HoldReleased', { payoutId: 'payout-1' })],
    ['captured 5030 of a hold of 5031', changed('HoldCaptured', { heldAmountMinor: 5_030n })],
    [
      'hold of 5030 for payout payout-1, which asked for 5031',
      changed('FundsHeld', { amountMinor: 5_030n }, 'payout-1'),
    ],
    ['final 5000 is not original 5000 + fee 12', changed('PayoutCompleted', { finalAmountMinor: 5_000n })],
    [
      'completed for 4999 BRL, asked for 5000 BRL',
      changed('PayoutCompleted', { originalAmountMinor: 4_999n }),
    ],
    ['FAILED although it is FAILED', twice('PayoutFailed')],
    ['contradicted although it is PROCESSING', contradictedTooEarly],
    [
      'refusal of 5030 for payout payout-3, which asked for 5031',
      changed('HoldRefused', { amountMinor: 5_030n }),
    ],
    ['refusal of 5031 for payout payout-3, which this account', without('PayoutRequested', 'payout-3')],
    ['rejected although its hold is missing', without('HoldRefused')],
    ['rejected although its hold is open', insteadOf('HoldRefused', 'FundsHeld')],
    ['submission 3 after 1: one was not counted', changed('PayoutSubmissionRepeated', { submission: 3 })],
    ['payout payout-3 is refused 1938 with 1938 available', changed('HoldRefused', { amountMinor: 1_938n })],
    ['payout payout-3 is refused a hold after its first answer', twice('HoldRefused')],
    [
      'payout payout-2 is refused a hold after its first answer',
      changed('HoldRefused', { payoutId: 'payout-2' }),
    ],
    ['payout payout-3 is held a second time', followed('HoldRefused', 'payout-3', 'FundsHeld')],
    [
      'captured a second time: payout payout-3 was refused',
      changed('HoldCaptured', { payoutId: 'payout-3' }),
    ],
    [
      'released a second time: payout payout-3 was refused',
      changed('HoldReleased', { payoutId: 'payout-3' }),
    ],
    [
      'payout-payout-3@1 a submission was started without an open hold',
      insteadOf('PayoutRejected', 'PayoutSubmissionStarted', {
        provider: 'connectpsp',
        providerKey: 'key-1',
      }),
    ],
    ['with 1000000 available', changed('PayoutRejected', { availableMinor: 1_000_000n })],
    ['PayoutRejected has no readable availableMinor', changed('PayoutRejected', { availableMinor: '1' })],
    ['payout-payout-3 is REJECTED, its hold is open', insteadOf('HoldRefused', 'FundsHeld')],
    ['payout-payout-3 is REJECTED, its hold is released', heldAndReleased],
    ['payout-payout-2 is FAILED, its hold is refused', refusedInstead],
    [
      'PayoutSubmissionRepeated before a submission was started',
      followed('PayoutRequested', 'payout-2', 'PayoutSubmissionRepeated', { submission: 2 }),
    ],
    [
      'a submission was repeated although it is FAILED',
      followed('PayoutFailed', 'payout-2', 'PayoutSubmissionRepeated', { submission: 3 }),
    ],
    [
      'a submission was repeated although it is COMPLETED',
      followed('PayoutCompleted', 'payout-1', 'PayoutSubmissionRepeated', { submission: 2 }),
    ],
    [
      'a submission was repeated although it is REJECTED',
      followed('PayoutRejected', 'payout-3', 'PayoutSubmissionRepeated', { submission: 2 }),
    ],
    [
      'rejected although it was being submitted',
      changed('PayoutRejected', { payoutId: 'payout-1' }, 'payout-3'),
    ],
    ['the held balance beside the sum of open holds is 1', changed('HoldReleased', { amountMinor: 5_030n })],
    ['deposit deposit-1 is booked a second time', twice('FundsDeposited')],
    [
      'deposit deposit-9 books what deposit deposit-1 has booked',
      event => followedByAnother(event, { depositId: 'deposit-9', clientId: 'shop' }),
    ],
    [
      'hold of 5031 for payout payout-1, which this account was never asked for',
      without('PayoutRequested', 'payout-1'),
    ],
  ];
  it.each(rows)('%s', (said, change) => {
    expect(violationsOf(altered(sampleWorld(), change)).join('\n')).toContain(said);
  });

  it('events on an account that was never opened', () => {
    const said = violationsOf(altered(sampleWorld(), without('AccountOpened'))).join('\n');
    expect(said).toContain('FundsDeposited on account merchant-1, which was never opened');
  });
});

/** The deposit, and another one in its stream. */
const followedByAnother = (event: RecordedEvent, data: Data): RecordedEvent[] =>
  isOne(event, 'FundsDeposited')
    ? [event, ...twice('FundsDeposited')(saying(event, data)).slice(1)]
    : [event];
/** payout-2 has a submission and one repeat on record. */
describe('orders beside what is recorded of them', () => {
  it('one for each submission and repeat is what there may be', () => {
    expect(violationsOf(altered(sampleWorld(), ordered(2)))).toEqual([]);
  });

  it('one more is named, wherever it was posted from', () => {
    expect(violationsOf(altered(sampleWorld(), ordered(3)))).toEqual([
      'I4 exchange-payout-2@2 3 orders went to the provider for 2 recorded submissions',
    ]);
  });
});

/** So many orders of payout-2 on the wire, without an answer. */
function ordered(times: number): Change {
  const order = { purpose: 'SUBMIT', method: 'POST', status: null, answerHash: null, fault: 'TIMEOUT' };
  return event => {
    if (!isOne(event, 'ProviderExchanged', 'payout-2')) return [event];
    const orders = Array.from({ length: times }, (_, index) => ({
      ...saying(event, order),
      id: event.id.replace(/^..../, `aaa${index}`),
    }));
    return [...orders, event];
  };
}

/** The event of this type, or what stands in its place. */
function insteadOf(type: string, other: string, data: Data = {}): Change {
  return event => (isOne(event, type) ? [saying(event, data, other)] : [event]);
}

/** The money of a rejected payout set aside and given back, as if its hold had not been refused. */
function heldAndReleased(event: RecordedEvent): RecordedEvent[] {
  return followed('FundsHeld', 'payout-3', 'HoldReleased')(insteadOf('HoldRefused', 'FundsHeld')(event)[0]!);
}

/** A payout that was submitted and failed although the account had refused its hold. */
function refusedInstead(event: RecordedEvent): RecordedEvent[] {
  if (isOne(event, 'HoldReleased', 'payout-2')) return [];
  return isOne(event, 'FundsHeld', 'payout-2') ? [saying(event, {}, 'HoldRefused')] : [event];
}

/** Evidence against an outcome that is not there. */
function contradictedTooEarly(event: RecordedEvent): RecordedEvent[] {
  if (!isOne(event, 'PayoutSubmitted')) return [event];
  const evidence = { kind: 'poll', answerHash: '' };
  return [saying(event, { stands: 'COMPLETED', claimed: 'FAILED', evidence }, 'PayoutOutcomeContradicted')];
}
