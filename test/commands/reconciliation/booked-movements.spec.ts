import { BookedMovements } from '../../../src/commands/reconciliation/booked-movements';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import type { PayoutCommand } from '../../../src/domain/payout/payout';
import type { StatementLine } from '../../../src/domain/reconciliation/events';
import {
  recordCompletion,
  recordFailure,
  recordSubmission,
  recordUnknown,
  rejectPayout,
  requestPayout,
  startSubmission,
} from '../../domain/payout/payout-examples';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { referencesOver } from '../../support/payout-references';

const CAUSE = { causationId: 'cause', correlationId: 'payout-1', actor: 'test' };
const LINE: StatementLine = {
  line: 1,
  kind: 'PAYOUT',
  status: 'PENDING',
  providerId: null,
  externalReference: 'withdrawal-1',
  endToEndId: null,
  amountMinor: 5_000n,
  feeAmountMinor: null,
  providerTime: null,
};

/** Our side of a line that names payout-1 by its reference, whose day's read models have nothing. */
async function booked(...history: readonly PayoutCommand[]) {
  const clock = new ManualClock();
  const store = new InMemoryEventStore(clock);
  const payouts = new PayoutRepository({ store, clock, announce: () => undefined });
  for (const command of history) expect((await payouts.change('payout-1', command, CAUSE)).ok).toBe(true);
  const { references, payoutReferences } = referencesOver(store, clock, payouts);
  const reference = { kind: 'provider', owner: 'connectpsp', reference: 'withdrawal-1' } as const;
  await references.reserve(reference, 'payout-1', CAUSE);
  const movements = new BookedMovements(payouts, references, payoutReferences, () => Promise.resolve([]));
  const day = [new Date('2026-03-10T00:00:00Z'), new Date('2026-03-11T00:00:00Z')] as const;
  return movements.find('connectpsp', ...day, [LINE]);
}

describe('What the books have of a payout that a statement names', () => {
  const sent = [requestPayout(), startSubmission()];
  const taken = [...sent, recordSubmission()];

  it.each<[string, readonly PayoutCommand[], string]>([
    ['asked for, and not sent', [requestPayout()], 'NOT_SENT'],
    ['on its way', sent, 'UNDER_WAY'],
    ['of an unknown outcome', [...sent, recordUnknown()], 'UNDER_WAY'],
    ['taken', taken, 'UNDER_WAY'],
    ['rejected', [requestPayout(), rejectPayout], 'FAILED'],
    ['failed', [...taken, recordFailure()], 'FAILED'],
    ['completed', [...taken, recordCompletion()], 'COMPLETED'],
  ])('tells one that is %s', async (_name, history, status) => {
    expect(await booked(...history)).toEqual([
      expect.objectContaining({ payoutId: 'payout-1', status, externalReference: 'withdrawal-1' }),
    ]);
  });
});
