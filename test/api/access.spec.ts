import supertest from 'supertest';
import { createApiKey, revokeApiKey } from '../../src/api/auth/keys/manage-keys';
import { SCOPES, type Scope } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, get, PAYOUT, post, startApi, type TestApi } from './support';

let api: TestApi;
const keys = new Map<Scope, { key: string; keyId: string }>();
beforeAll(async () => {
  api = await startApi({ extraRoutes: true });
  for (const scope of SCOPES) {
    const made = await createApiKey(
      { store: api.store, clock: systemClock, random: systemRandom },
      `client-${scope}`,
      [scope],
    );
    if (made.ok) keys.set(scope, made.value);
  }
});
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';
const ROUTES: readonly [
  method: 'get' | 'post',
  path: string,
  body: object | undefined,
  scopes: readonly Scope[],
][] = [
  ['post', '/v1/accounts', { name: 'x' }, ['commands']],
  ['get', '/v1/accounts/merchant-1', undefined, ['commands', 'accounting']],
  [
    'post',
    '/v1/accounts/merchant-1/deposits',
    { amount: '1.00', reference: 'r', provider: 'connectpsp' },
    ['commands'],
  ],
  ['post', '/v1/payouts', PAYOUT, ['commands']],
  ['post', '/v1/payouts/batch', { items: [PAYOUT] }, ['commands']],
  ['get', '/v1/payouts', undefined, ['commands', 'accounting']],
  ['get', `/v1/payouts/${ID}`, undefined, ['commands', 'accounting']],
  ['get', `/v1/payouts/${ID}/events`, undefined, ['commands', 'accounting', 'audit']],
  ['get', '/v1/ledger/trial-balance', undefined, ['accounting', 'audit']],
  ['get', '/v1/ledger/entries', undefined, ['accounting', 'audit']],
  ['get', '/v1/audit/streams/api-keys', undefined, ['audit']],
  ['get', '/v1/proofs/checkpoint', undefined, ['audit']],
  ['get', '/v1/proofs/tile/0/000', undefined, ['audit']],
  ['get', '/v1/proofs/consistency?from=1&to=2', undefined, ['audit']],
  ['get', `/v1/payouts/${ID}/proof`, undefined, ['audit']],
];

const send = (method: 'get' | 'post', path: string, body: object | undefined, key: string) =>
  method === 'get' ? get(api, path, key) : post(api, path, body, key);

describe.each(ROUTES)('%s %s', (method, path, body, scopes) => {
  it.each([
    ['nothing', undefined],
    ['an empty key', 'Bearer '],
    ['an unknown key', 'Bearer hf_6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d_'.padEnd(94, 'x')],
    ['another scheme', `Basic ${ADMIN_KEY}`],
    ['a bare key', ADMIN_KEY],
    ['two keys', `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`],
    ['a prefix of the key', `Bearer ${ADMIN_KEY.slice(0, -1)}`],
  ])('is 401 with %s', async (_name, authorization) => {
    const request = send(method, path, body, ADMIN_KEY).unset('Authorization');
    if (authorization !== undefined) void request.set('Authorization', authorization);
    const response = await request.expect(401);
    expect(response.body).toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('is open to its scopes and 403 to the others', async () => {
    for (const scope of SCOPES) {
      const response = await send(method, path, body, keys.get(scope)!.key);
      if (scopes.includes(scope)) expect([200, 201, 202, 207, 404]).toContain(response.status);
      else expect(response.body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    const response = await send(method, path, body, ADMIN_KEY);
    expect([200, 201, 202, 207, 404]).toContain(response.status);
  });
});

describe('access', () => {
  it('dispatches nothing for a client without the scope', async () => {
    await post(api, '/v1/payouts', PAYOUT, 'nobody-at-all').expect(401);
    await post(api, '/v1/payouts', PAYOUT, keys.get('accounting')!.key).expect(403);
    expect(api.dispatched.commands).toEqual([]);
  });

  it('names the client by its key, not by the request', async () => {
    await post(api, '/v1/payouts', PAYOUT, keys.get('commands')!.key).expect(202);
    expect(api.dispatched.commands).toMatchObject([{ clientId: 'client-commands' }]);
  });

  it('is closed when a route names no scope', async () => {
    await post(api, '/forgotten', {}).expect(403);
  });

  it.each(['/health/live', '/docs', '/docs-json'])(
    'is free to %s',
    async path => void (await supertest(api.url).get(path).expect(200)),
  );

  it('ends with the key’s revocation', async () => {
    const tools = { store: api.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, 'short-lived', ['commands']);
    if (!made.ok) throw new Error(made.refusal);
    await post(api, '/v1/payouts', PAYOUT, made.value.key).expect(202);
    await revokeApiKey(tools, made.value.keyId);
    // The revocation travels by subscription: it is seen when it has arrived, and then for good.
    let tries = 50;
    while ((await post(api, '/v1/payouts', PAYOUT, made.value.key)).status !== 401 && tries > 0) tries -= 1;
    await post(api, '/v1/payouts', PAYOUT, made.value.key).expect(401);
  });

  it('comes before validation, so that a client without the scope learns nothing about bodies', async () => {
    await post(api, '/v1/payouts', { wrong: true }, 'nobody-at-all').expect(401);
  });
});
