import { createHmac } from 'node:crypto';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceBehindGate } from '../support/service-behind-gate';
import type { PageView, PayoutView, ProblemView } from '../support/views';
import { allEvents } from '../support/world';

const { holdfast, gate } = serviceBehindGate();
beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

type Question = Record<string, unknown>;

async function ask(question: Question | string, secret = holdfast().sandbox.credentials.cryptoToken) {
  const body = typeof question === 'string' ? question : JSON.stringify(question);
  const response = await fetch(`${holdfast().service.url}/webhooks/connectpsp/authorise`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Connect-Signature': createHmac('sha256', secret).update(body).digest('hex'),
    },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** A payout whose order is at the provider, which tells nothing of it. */
async function underWay(reference: string): Promise<Question> {
  const body = payoutBody('merchant-1', reference, '10.00', 'delay:12s');
  const { body: payout } = await holdfast().api.requestPayout<PayoutView>(body);
  await eventually('the order is sent', async () => {
    const events = await allEvents(holdfast().service.store);
    return events.some(({ body: { type, data } }) => {
      const { payoutId } = data as unknown as { payoutId?: string };
      return type === 'PayoutSubmissionStarted' && payoutId === payout.id;
    });
  });
  const { externalReference, amount, payee } = body as unknown as Question;
  return { externalReference, amount, payee };
}

const openCases = async (): Promise<number> => {
  const { body } = await holdfast().api.get<PageView<{ kind: string }>>('/v1/cases?status=ALL');
  return body.items.length;
};

describe('a provider that asks whether an order is ours', () => {
  it('proves who it is, and gets an approval for what was sent, and only for that', async () => {
    const order = await underWay('asked-1');
    expect((await ask(order, 'another secret')).status).toBe(401);
    const payee = order['payee'] as Question;
    expect(await ask(order)).toEqual({ status: 200, body: { decision: 'APPROVE' } });
    expect((await ask({ ...order, amount: 10 })).body).toEqual({ decision: 'APPROVE' });
    const { destination } = payee;
    expect((await ask({ ...order, payee: { destination } })).body).toEqual({ decision: 'APPROVE' });
    const before = await openCases();
    const refused: [Question | string, string][] = [
      [{ ...order, externalReference: 'never-asked' }, 'NOT_UNDER_WAY'],
      [{ ...order, amount: '10.01' }, 'AMOUNT_DIFFERS'],
      [{ ...order, amount: '10.000' }, 'AMOUNT_DIFFERS'],
      [{ ...order, amount: undefined }, 'AMOUNT_DIFFERS'],
      [{ ...order, payee: undefined }, 'PAYEE_DIFFERS'],
      [{ ...order, payee: { ...payee, destination: undefined } }, 'PAYEE_DIFFERS'],
      [{ ...order, payee: { ...payee, document: '11144477735' } }, 'PAYEE_DIFFERS'],
      [
        { ...order, payee: { ...payee, destination: { ...(destination as object), pixKey: 'x@y.z' } } },
        'PAYEE_DIFFERS',
      ],
      ['no json', 'NOT_UNDER_WAY'],
    ];
    for (const [question, reason] of refused)
      expect(await ask(question)).toEqual({ status: 200, body: { decision: 'REFUSE', reason } });
    await eventually('a case for each', async () => (await openCases()) >= before + refused.length);
  });

  it('gets no approval for what has ended or was never sent', async () => {
    const { api } = holdfast();
    const paid = payoutBody('merchant-1', 'asked-2', '10.00');
    await holdfast().payOut(paid);
    expect((await ask(paid as unknown as Question)).body).toMatchObject({
      decision: 'REFUSE',
      reason: 'NOT_UNDER_WAY',
    });
    const poor = payoutBody('merchant-1', 'asked-3', '90000.00');
    expect((await api.requestPayout<ProblemView>(poor)).status).toBe(422);
    expect((await ask(poor as unknown as Question)).body).toMatchObject({ decision: 'REFUSE' });
  });

  it('is answered while the database is away', async () => {
    const order = await underWay('asked-4');
    gate().shut();
    await eventually('the database is away', async () => {
      const { body } = await holdfast().api.get<ProblemView>('/health/ready');
      return body.parts?.some(({ part, status }) => part === 'database' && status === 'down');
    });
    expect(await ask(order)).toEqual({ status: 200, body: { decision: 'APPROVE' } });
    expect((await ask({ ...order, amount: '11.00' })).body).toMatchObject({ decision: 'REFUSE' });
    gate().open();
  });
});
