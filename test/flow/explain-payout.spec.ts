import { payoutBody } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';

const holdfast = serviceOfThisFile(() => ({ env: { CONNECTPSP_FEE_SCHEDULE: '0.50' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

interface Explanation {
  originalAmount: string;
  steps: {
    event: string;
    eventId: string;
    stream: string;
    words: string;
    rule: string | null;
    evidence: string | null;
    postings: { ledgerAccount: string; debit: string; credit: string }[];
  }[];
  sums: Record<string, unknown>;
}

const explain = (payoutId: string) => holdfast().api.get<Explanation>(`/v1/payouts/${payoutId}/explain`);

const centavos = (amount: string): number => Number(amount.replace('.', ''));

describe('explain payout', () => {
  it('tells every centavo of one that was paid, from its request to the postings', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'paid', '50.00'));
    const { status, body } = await explain(payout.id);
    expect([status, body.originalAmount]).toEqual([200, '50.00']);
    const events = body.steps.map(({ event }) => event);
    for (const event of [
      'PayoutRequested',
      'FundsHeld',
      'ProviderExchanged',
      'PayoutCompleted',
      'HoldCaptured',
    ])
      expect(events).toContain(event);
    expect(body.sums).toEqual({
      customer: '50.50',
      due: '50.50',
      held: '0.00',
      float: '50.00',
      fees: '0.50',
      suspense: '0.00',
      agrees: true,
    });
    const postings = body.steps.flatMap(step => step.postings);
    const sum = postings.reduce((total, { debit, credit }) => total + centavos(debit) - centavos(credit), 0);
    expect([sum, postings.length > 4]).toEqual([0, true]);
    const outcome = body.steps.find(({ event }) => event === 'PayoutCompleted')!;
    expect(outcome.evidence).toEqual(expect.any(String));
  });

  it('tells why one that failed cost nothing', async () => {
    const body = {
      ...payoutBody('merchant-1', 'failed', '60.00'),
      description: 'sandbox:fail:PIX_KEY_NOT_FOUND',
    };
    const payout = await holdfast().payOut(body);
    const { body: explanation } = await explain(payout.id);
    expect(explanation.sums).toMatchObject({ customer: '0.00', due: '0.00', held: '0.00', agrees: true });
    expect(explanation.steps.map(({ event }) => event)).toContain('HoldReleased');
  });

  it('shows no secret and no raw text of a provider', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'quiet', '5.00'));
    const { body } = await explain(payout.id);
    const told = JSON.stringify(body);
    for (const secret of Object.values(holdfast().sandbox.credentials)) expect(told).not.toContain(secret);
    expect(told).not.toContain('12345678909');
  });

  it.each(['6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', 'nonsense'])('does not know %s', async id => {
    expect((await explain(id)).status).toBe(404);
  });
});
