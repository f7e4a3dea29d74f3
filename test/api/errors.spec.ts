import type { RefusalCode } from '../../src/commands/results';
import { Fault } from '../../src/shared/fault';
import { Bug } from '../../src/shared/invariant';
import { faultyFields, get, PAYOUT, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ logged: true })));
afterAll(() => api.close());
beforeEach(() => {
  api.dispatched.clear();
  api.logLines.length = 0;
});

describe('a refused command', () => {
  it.each<[RefusalCode, number]>([
    ['ACCOUNT_NOT_FOUND', 404],
    ['ACCOUNT_EXISTS', 409],
    ['IDEMPOTENCY_KEY_REUSED', 409],
    ['EXTERNAL_REFERENCE_USED', 409],
    ['CURRENCY_MISMATCH', 422],
    ['DESTINATION_NOT_SUPPORTED', 422],
    ['INSUFFICIENT_FUNDS', 422],
  ])('%s is %i, and the same bytes again', async (code, status) => {
    api.dispatched.command = () => ({ code, message: 'for a reason' });
    const first = await post(api, '/v1/payouts', PAYOUT)
      .expect(status)
      .expect('Content-Type', 'application/problem+json; charset=utf-8');
    expect(first.body).toMatchObject({
      status,
      code,
      detail: 'for a reason',
      type: expect.stringMatching(/^urn:/),
      title: expect.any(String),
    });
    expect((await post(api, '/v1/payouts', PAYOUT)).text).toBe(first.text);
    expect(first.headers['ledger-position']).toBeUndefined();
  });

  it('names the field with AMOUNT_INVALID', async () => {
    api.dispatched.command = () => ({ code: 'AMOUNT_INVALID', message: 'must have the digits of JPY' });
    expect(faultyFields(await post(api, '/v1/payouts', PAYOUT).expect(400))).toEqual(['amount']);
  });
});

describe('an error of the service', () => {
  it('is 503 with Retry-After when a part does not answer, and the request can be repeated', async () => {
    api.dispatched.command = () => {
      throw new Fault('event store', 'connection refused esdb://admin:hush@127.0.0.1');
    };
    const response = await post(api, '/v1/payouts', PAYOUT).expect(503);
    expect(response.body).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
    expect(response.headers['retry-after']).toMatch(/^\d+$/);
    expect(response.text + api.logLines.join('')).not.toContain('hush');
    api.dispatched.command = () => undefined;
    await post(api, '/v1/payouts', PAYOUT).expect(202);
  });

  it.each([
    new Bug('held is not the sum of open holds'),
    new TypeError('x is undefined'),
    'a text',
    { status: 200 },
    undefined,
  ])('is 500 without its inside: %p', async thrown => {
    api.dispatched.command = () => {
      throw thrown;
    };
    const response = await post(api, '/v1/payouts', PAYOUT).expect(500);
    expect(response.body).toEqual({
      type: 'urn:holdfast:problem:internal-error',
      title: 'Internal Server Error',
      status: 500,
      code: 'INTERNAL_ERROR',
      detail: expect.any(String) as string,
    });
    expect(response.text).not.toMatch(/open holds|undefined|\.ts/);
    const requestId = response.headers['x-request-id'];
    const lines = api.logLines.map(line => JSON.parse(line) as { level: number; requestId?: string });
    expect(lines.filter(line => line.level === 50 && line.requestId === requestId)).toHaveLength(1);
  });

  it('is answered in the same way for a query', async () => {
    api.dispatched.query = () => ({ code: 'PAYOUT_NOT_FOUND', message: 'no' });
    expect(
      (await get(api, '/v1/payouts/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d').expect(404)).body,
    ).toMatchObject({ code: 'PAYOUT_NOT_FOUND' });
    api.dispatched.query = () => ({ code: 'CURSOR_INVALID', message: 'no' });
    expect(faultyFields(await get(api, '/v1/payouts?cursor=abc').expect(400))).toEqual(['cursor']);
    api.dispatched.query = () => {
      throw new Fault('database', 'away');
    };
    expect((await get(api, '/v1/accounts/a').expect(503)).body).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
});
