import supertest from 'supertest';
import { ApiKeyRegistry } from '../../src/api/auth/keys/api-key-registry';
import { createApiKey, revokeApiKey } from '../../src/api/auth/keys/manage-keys';
import { FORMER_SCOPES, PERSON_SCOPES, SCOPES } from '../../src/api/auth/keys/scopes';
import { formatKey, hashSecret } from '../../src/api/auth/keys/key-text';
import { newEvents } from '../../src/event-store/new-events';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { ADMIN_KEY, get, PAYOUT, post, startApi, type TestApi } from './support';

let api: TestApi;
/** A key for each former scope, and one for each scope of today. `audit` is of both: the person's is `audit!`. */
const keys = new Map<string, { key: string; keyId: string }>();
beforeAll(async () => {
  api = await startApi({ extraRoutes: true });
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  for (const scope of FORMER_SCOPES) {
    const made = await createApiKey(tools, `client-${scope}`, [scope]);
    if (made.ok) keys.set(scope, made.value);
  }
  for (const scope of SCOPES) {
    const kind = PERSON_SCOPES.includes(scope) ? 'person' : 'service';
    const made = await createApiKey(tools, `${kind}-${scope.replace(':', '-')}`, [scope], { kind });
    if (made.ok) keys.set(scope === 'audit' ? 'audit!' : scope, made.value);
  }
});
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';
const AUDITORS = ['audit', 'audit!'];
const LEDGER_READERS = ['accounting', 'audit', 'ledger:read'];
const BALANCE_READERS = ['commands', ...LEDGER_READERS, 'payouts:read'];
const HISTORY_READERS = ['commands', 'accounting', ...AUDITORS, 'payouts:read'];
const DECIDERS = ['commands', 'admin', 'cases:decide'];
const ROUTES: readonly [
  method: 'get' | 'post',
  path: string,
  body: object | undefined,
  scopes: readonly string[],
][] = [
  ['post', '/v1/accounts', { name: 'x' }, ['commands', 'accounts:open']],
  ['get', '/v1/accounts/merchant-1', undefined, ['commands', 'accounting', 'accounts:open', 'payouts:read']],
  ['get', '/v1/accounts/merchant-1/balance', undefined, BALANCE_READERS],
  ['get', '/v1/accounts/merchant-1/statement', undefined, BALANCE_READERS],
  [
    'post',
    '/v1/accounts/merchant-1/deposits',
    { amount: '1.00', reference: 'r', provider: 'connectpsp' },
    ['commands', 'deposits:record'],
  ],
  ['post', `/v1/cases/${ID}/resolve`, { decision: 'DISMISS', reason: 'x' }, DECIDERS],
  ['get', '/v1/cases', undefined, [...FORMER_SCOPES, 'cases:read']],
  ['get', `/v1/cases/${ID}`, undefined, [...FORMER_SCOPES, 'cases:read']],
  ['post', '/v1/payouts', PAYOUT, ['commands', 'payouts:request']],
  ['post', '/v1/payouts/batch', { items: [PAYOUT] }, ['commands', 'payouts:request']],
  ['get', '/v1/payouts', undefined, ['commands', 'accounting', 'payouts:read']],
  ['get', `/v1/payouts/${ID}`, undefined, ['commands', 'accounting', 'payouts:read']],
  ['get', `/v1/payouts/${ID}/events`, undefined, HISTORY_READERS],
  ['get', `/v1/payouts/${ID}/explain`, undefined, HISTORY_READERS],
  ['get', '/v1/ledger/trial-balance', undefined, LEDGER_READERS],
  ['get', '/v1/ledger/entries', undefined, LEDGER_READERS],
  ['get', '/v1/ledger/totals?from=2026-03-01&to=2026-03-02', undefined, LEDGER_READERS],
  ['get', '/v1/ledger/aged-holds', undefined, LEDGER_READERS],
  ['get', '/v1/ledger/provider-floats', undefined, LEDGER_READERS],
  ['get', `/v1/reconciliations/${ID}`, undefined, ['accounting', ...AUDITORS, 'reconciliation']],
  ['get', '/v1/keys', undefined, ['admin', 'keys']],
  ['post', `/v1/keys/${ID}/rotate`, undefined, ['admin', 'keys']],
  ['post', `/v1/keys/${ID}/revoke`, undefined, ['admin', 'keys']],
  ['get', '/v1/audit/streams/api-keys', undefined, AUDITORS],
  ['get', '/v1/proofs/checkpoint', undefined, AUDITORS],
  ['get', '/v1/proofs/tile/0/000', undefined, AUDITORS],
  ['get', '/v1/proofs/consistency?from=1&to=2', undefined, AUDITORS],
  ['get', `/v1/payouts/${ID}/proof`, undefined, AUDITORS],
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
    expect(keys.size).toBe(FORMER_SCOPES.length + SCOPES.length);
    for (const [scope, { key }] of keys) {
      const response = await send(method, path, body, key);
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

  it('proves the key of a request once, whatever asks for its client', async () => {
    const proved = jest.spyOn(ApiKeyRegistry.prototype, 'authenticate');
    await post(api, '/v1/payouts', PAYOUT, keys.get('commands')!.key).expect(202);
    expect(proved).toHaveBeenCalledTimes(1);
    proved.mockRestore();
  });

  it('names the client by its key, not by the request', async () => {
    await post(api, '/v1/payouts', PAYOUT, keys.get('commands')!.key).expect(202);
    expect(api.dispatched.commands).toMatchObject([{ clientId: 'client-commands' }]);
  });

  it('is for persons where a decision is taken, also for a service that has the scope by an event', async () => {
    const stored = await api.store.readLast('api-keys');
    const clientName = 'robot';
    const keyId = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';
    const secret = 'x'.repeat(43);
    const terms = { notBefore: null, expiresAt: null, networks: [], description: null };
    const bodies = [
      {
        type: 'ApiClientDefined',
        data: { clientName, kind: 'service', accounts: '*', scopes: ['cases:decide'] },
      },
      {
        type: 'ApiKeyCreated',
        data: { keyId, clientName, scopes: null, hash: hashSecret(secret), ...terms },
      },
    ];
    const cause = { causationId: keyId, correlationId: keyId, actor: 'test' };
    await api.store.append('api-keys', stored!.revision, newEvents('api-keys', bodies, cause, new Date(0)));
    const decide = () =>
      post(
        api,
        `/v1/cases/${ID}/resolve`,
        { decision: 'DISMISS', reason: 'x' },
        formatKey({ keyId, secret }),
      );
    await until(async () => (await decide()).status !== 401);
    const { body } = await decide().expect(403);
    expect(body).toMatchObject({
      code: 'FORBIDDEN',
      detail: expect.stringContaining('Only a person') as string,
    });
    expect(api.dispatched.commands).toEqual([]);
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
