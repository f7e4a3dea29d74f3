import { PayoutRepository } from '../../src/commands/payouts/payout-repository';
import { References } from '../../src/commands/references';
import type { Returned } from '../../src/providers/port/provider';
import { ReportRecorder } from '../../src/saga/exchanges/report-recorder';
import {
  byNotification,
  recordCompletion,
  recordSubmission,
  requestPayout,
  startSubmission,
} from '../domain/payout/payout-examples';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const causeOf = (payoutId: string) => ({ causationId: 'test', correlationId: payoutId, actor: 'test' });

/** Two payouts that are paid, of one provider. */
async function world() {
  const clock = new ManualClock();
  const store = new InMemoryEventStore(clock);
  const payouts = new PayoutRepository({ store, clock, announce: () => {} });
  for (const payoutId of ['one', 'other']) {
    const endToEndId = `E-${payoutId}`;
    const request = requestPayout({ payoutId, provider: 'ntxpay', externalReference: payoutId });
    const life = [request, startSubmission(), recordSubmission(payoutId), recordCompletion({ endToEndId })];
    for (const command of life) await payouts.change(payoutId, command, causeOf(payoutId));
  }
  const reports = new ReportRecorder(payouts, new References(store, clock));
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

/** Another process records the completion just after the payout was read. */
class Overtaken extends PayoutRepository {
  private isFirst = true;

  override async read(payoutId: string) {
    const loaded = await super.read(payoutId);
    if (!this.isFirst) return loaded;
    this.isFirst = false;
    await super.change(payoutId, recordCompletion(), causeOf(payoutId));
    return loaded;
  }
}

describe('a return whose words prove another amount', () => {
  it.each([PayoutRepository, Overtaken])(
    'is not recorded, whoever completes the payout meanwhile',
    async kind => {
      const clock = new ManualClock();
      const store = new InMemoryEventStore(clock);
      const shared = { store, clock, announce: () => {} };
      const before = new PayoutRepository(shared);
      for (const command of [requestPayout(), startSubmission(), recordSubmission()])
        await before.change('payout-1', command, causeOf('payout-1'));
      const reports = new ReportRecorder(new kind(shared), new References(store, clock));
      const part = { endToEndId: 'E1', amountMinor: 1_000n, feeAmountMinor: null, providerTime: null };
      const told = { answerHash: 'answer', externalReference: null };
      const report: Returned = {
        ...returnOf('payout-1'),
        ...told,
        amountMinor: 1_000n,
        originalEndToEndId: 'E1',
        completion: { kind: 'completed', ...part, ...told },
      };
      const provider = { name: 'connectpsp', currency: 'BRL' } as const;
      const cause = causeOf('payout-1');
      const recorded = await reports.record({
        payoutId: 'payout-1',
        provider,
        report,
        evidence: byNotification,
        cause,
      });
      expect(recorded).toEqual({ ok: false, refusal: 'AMOUNT_DIFFERS' });
      expect(store.log.map(({ body }) => body.type)).not.toContain('PayoutReturned');
    },
  );
});
