import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, get, payoutWith, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ logged: true })));
afterAll(() => api.close());

const PRIVATE = [
  'Quitéria',
  'Sapopemba',
  '52998224725',
  'quiteria@example.com',
  'pensão',
  'secret-question',
  ADMIN_KEY,
];
const payout = payoutWith('payee', {
  name: 'Quitéria Sapopemba',
  document: '52998224725',
  destination: { type: 'PIX', pixKeyType: 'EMAIL', pixKey: 'quiteria@example.com' },
});
const body = { ...payout, description: 'pensão' };

describe('the log', () => {
  it('has nothing of the payee, the body, the keys or the address, however a request ends', async () => {
    const made = await createApiKey(
      { store: api.store, clock: systemClock, random: systemRandom },
      'checkout',
      ['commands'],
    );
    if (!made.ok) throw new Error(made.refusal);
    await post(api, '/v1/payouts', body).expect(202);
    await post(api, '/v1/payouts', body, made.value.key).expect(202);
    await post(api, '/v1/payouts', { ...body, amount: 'wrong' }).expect(400);
    await post(api, '/v1/payouts/batch', { items: [{ ...body, idempotencyKey: 'k' }] }).expect(207);
    await get(api, '/v1/payouts?externalReference=secret-question&limit=x').expect(400);
    await get(api, '/v1/accounts/quiteria@example.com').expect(404);
    await get(api, '/nowhere/quiteria@example.com').expect(404);
    const quoted = JSON.stringify(body);
    for (const error of [
      new Error(`cannot store ${quoted}`),
      new Fault('database', `no ${quoted}`),
      new SyntaxError(`"${body.description}… is no JSON`),
    ]) {
      api.dispatched.command = () => {
        throw error;
      };
      expect((await post(api, '/v1/payouts', body)).status).toBeGreaterThan(499);
    }
    const log = api.logLines.join('');
    expect(log).toContain('cannot store');
    for (const text of [...PRIVATE, made.value.key, made.value.key.slice(-43), 'Bearer'])
      expect(log).not.toContain(text);
  });

  it.each([
    ['well-formed', '0af7651916cd43dd8448eb211c80319c', true],
    ['too short to be no number of a person', '12345678909', false],
    ['an address', 'maria.silva@example.com', false],
    ['with a line break', 'a-request-of-a-test%0a{', false],
    ['too long', 'a'.repeat(65), false],
  ])('takes the id of a caller where it is well-formed: %s', async (_kind, given, isTaken) => {
    const response = await get(api, '/health/live').set('X-Request-Id', given).expect(200);
    if (isTaken) expect(response.headers['x-request-id']).toBe(given);
    else expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has one line for each request: the route, the status, the duration and the client', async () => {
    api.dispatched.clear();
    api.logLines.length = 0;
    const response = await post(api, '/v1/payouts', body).expect(202);
    for (let turns = 0; turns < 1_000 && api.logLines.length === 0; turns += 1)
      await new Promise(resolve => setImmediate(resolve));
    expect(api.logLines.map(line => JSON.parse(line) as object)).toEqual([
      {
        level: 30,
        time: expect.any(Number) as number,
        requestId: response.headers['x-request-id'],
        method: 'POST',
        route: '/v1/payouts',
        status: 202,
        answered: true,
        durationMs: expect.any(Number) as number,
        client: 'admin',
        keyId: null,
        msg: 'request',
      },
    ]);
  });

  it('has no line for a probe that is answered well', async () => {
    api.logLines.length = 0;
    await get(api, '/health/live').expect(200);
    await get(api, '/v1/nowhere').expect(404);
    for (let turns = 0; turns < 1_000 && api.logLines.length === 0; turns += 1)
      await new Promise(resolve => setImmediate(resolve));
    const statuses = api.logLines.map(line => (JSON.parse(line) as { status: number }).status);
    expect(statuses).toEqual([404]);
  });
});
