import type { RecordedEvent } from '../../src/event-store/event-store';
import { violationsOf } from '../support/coherent';
import { altered, changed, type Change, isOne, saying, twice, without } from './planting';
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
      'rejected although it was being submitted',
      changed('PayoutRejected', { payoutId: 'payout-1' }, 'payout-3'),
    ],
    ['the held balance beside the sum of open holds is 1', changed('HoldReleased', { amountMinor: 5_030n })],
    ['deposit deposit-1 is booked a second time', twice('FundsDeposited')],
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

/** Evidence against an outcome that is not there. */
function contradictedTooEarly(event: RecordedEvent): RecordedEvent[] {
  if (!isOne(event, 'PayoutSubmitted')) return [event];
  return [saying(event, { stands: 'COMPLETED', claimed: 'FAILED' }, 'PayoutOutcomeContradicted')];
}
