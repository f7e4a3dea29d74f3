import { ReferenceClient } from '../../packages/psp-sandbox/test/ntxpay-client';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { EventsView, PayoutView } from '../support/views';

const holdfast = serviceOfThisFile(() => ({ env: { NTXPAY_FEE_SCHEDULE: '0.01' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

const ntx = (reference: string, amount: string, scenario: string | null = null) => ({
  ...payoutBody('merchant-1', reference, amount),
  provider: 'ntxpay',
  ...(scenario === null ? {} : { description: `sandbox:${scenario}` }),
});

interface Reconciled {
  id: string;
  matched: number;
  nothingMoved: number;
  breaks: number;
  errors?: { field: string; message: string }[];
}

async function reconcile(body: string) {
  const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  period ??= { from: hoursFromNow(-24), to: hoursFromNow(24) };
  const query = new URLSearchParams({ provider: 'ntxpay', ...period });
  const answer = await fetch(`${holdfast().service.url}/v1/reconciliations?${query.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_KEY}` },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Reconciled };
}
let period: { from: string; to: string } | undefined;

/** The provider's own answer, as a person would fetch it. */
const searched = async (): Promise<string> =>
  (await new ReferenceClient(holdfast().ntxPaySandbox, '').get('/api/transactions?size=100')).text;

describe("NTX Pay's search as a statement", () => {
  it('agrees with the books that its payouts and returns have made', async () => {
    await holdfast().payOut(ntx('paid', '50.00'));
    await holdfast().payOut(ntx('refused', '60.00', 'fail'));
    const back = await holdfast().payOut(ntx('back', '70.00', 'return-partial'));
    await eventually('a part has come back', async () => {
      const { body } = await holdfast().api.get<PayoutView>(`/v1/payouts/${back.id}`);
      return body.status === 'PARTIALLY_RETURNED';
    });
    const statement = await searched();
    const { status, body } = await reconcile(statement);
    expect([status, body]).toEqual([200, { id: body.id, matched: 4, nothingMoved: 0, breaks: 0 }]);
    const events = await holdfast().api.get<EventsView>(`/v1/reconciliations/${body.id}`);
    const written = JSON.stringify(JSON.parse(statement), null, 2).replaceAll('\n', '\r\n');
    expect(await reconcile(written)).toEqual({ status, body });
    expect((await holdfast().api.get<EventsView>(`/v1/reconciliations/${body.id}`)).body).toEqual(
      events.body,
    );
  });

  it('refuses a row that came in though it is a payout, and says where', async () => {
    const statement = (await searched()).replace('"movementType":"DEBIT"', '"movementType":"CREDIT"');
    const { status, body } = await reconcile(statement);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        field: expect.stringMatching(/^line [1-4]$/),
        message: 'operationType "Pix out" is a DEBIT, but movementType is "CREDIT"',
      },
    ]);
  });
});
