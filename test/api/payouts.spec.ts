import request from 'supertest';
import { ADMIN_KEY, PAYOUT, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => {
  api.dispatched.commands.length = 0;
  api.dispatched.script = () => undefined;
});

const send = (body: unknown, key = 'key-1') =>
  request(api.url)
    .post('/v1/payouts')
    .set('Authorization', `Bearer ${ADMIN_KEY}`)
    .set('Idempotency-Key', key)
    .send(body as object);

describe('POST /v1/payouts', () => {
  it('answers 202 in the shape of the contract, and the same bytes again', async () => {
    const first = await send(PAYOUT).expect(202);
    expect(first.body).toEqual({
      id: 'p-1',
      accountId: 'merchant-1',
      provider: 'connectpsp',
      status: 'PROCESSING',
      originalAmount: '50.00',
      feeAmount: null,
      finalAmount: null,
      heldAmount: '50.00',
      currency: 'BRL',
      externalReference: 'withdrawal-user-42-001',
      description: 'User withdrawal',
      payee: PAYOUT.payee,
      requestedAt: '2026-03-01T12:00:00.000Z',
    });
    expect(first.headers).toMatchObject({ 'ledger-position': '4711/4711', location: '/v1/payouts/p-1' });
    expect((await send(PAYOUT)).text).toBe(first.text);
  });
});
