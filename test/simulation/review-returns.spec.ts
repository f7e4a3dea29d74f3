import { Payouts } from '../../src/commands/payouts';
import { References } from '../../src/commands/references';
import type { Returned } from '../../src/providers/provider';
import { PayoutReports } from '../../src/saga/payout-reports';
import {
  byNotification,
  recordCompletion,
  recordSubmission,
  requestPayout,
  startSubmission,
} from '../domain/payout-examples';
import { ManualClock } from '../providers/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const causeOf = (payoutId: string) => ({ causationId: 'test', correlationId: payoutId, actor: 'test' });

/** Two payouts that are paid, of one provider. */
async function world() {
  const clock = new ManualClock();
  const store = new InMemoryEventStore(clock);
  const payouts = new Payouts({ store, clock, announce: () => {} });
  for (const payoutId of ['one', 'other']) {
    const endToEndId = `E-${payoutId}`;
    const request = requestPayout({ payoutId, provider: 'ntxpay', externalReference: payoutId });
    const life = [request, startSubmission(), recordSubmission(payoutId), recordCompletion({ endToEndId })];
    for (const command of life) await payouts.change(payoutId, command, causeOf(payoutId));
  }
  const reports = new PayoutReports(payouts, new References(store, clock));
  const provider = { name: 'ntxpay', currency: 'BRL' } as const;
  const record = (payoutId: string) => {
    const reported = { payoutId, provider, evidence: byNotification, cause: causeOf(payoutId) };
    return reports.record({ ...reported, report: returnOf(payoutId) });
  };
  return { record };
}

const returnOf = (payoutId: string): Returned => ({
  kind: 'returned',
  returnName: 'return-7',
  endToEndId: 'D18236120202512112009s0018351d9f',
  amountMinor: 5_000n,
  feeAmountMinor: 0n,
  providerTime: null,
  answerHash: 'answer',
  externalReference: payoutId,
  originalEndToEndId: null,
  completion: null,
});

describe('one return of the provider', () => {
  // On two accounts it would be credited twice; on one, the account refuses the second and it is tried for ever.
  it('comes back to one payout only', async () => {
    const { record } = await world();
    expect((await record('one')).ok).toBe(true);
    expect((await record('other')).ok).toBe(false);
  });

  it('may be told again of the same payout', async () => {
    const { record } = await world();
    expect((await record('one')).ok).toBe(true);
    expect((await record('one')).ok).toBe(true);
  });
});
