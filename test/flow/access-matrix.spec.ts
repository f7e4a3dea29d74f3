import type { JWTPayload } from 'jose';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { formatKey, drawKey } from '../../src/api/auth/keys/key-text';
import { createApiKey, revokeApiKey, type KeyTools } from '../../src/api/auth/keys/manage-keys';
import { ALL_ACCOUNT_SCOPES, PERSON_SCOPES, type Scope, SCOPES } from '../../src/api/auth/keys/scopes';
import type { StatedKind } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { AUDIENCE, OidcIssuer } from '../support/oidc-issuer';
import { TestService } from '../support/service';

let service: TestService;
let issuer: OidcIssuer;

/** Whom a route is open to, and what a client of other accounts gets: 200 is an answer without foreign things. */
interface Row {
  readonly scopes: readonly Scope[];
  readonly persons?: true;
  /** A person who signs in at the issuer has no key that it could stand for. */
  readonly keysAlone?: true;
  /** The route needs it beside one of the scopes. */
  readonly beside?: Scope;
  readonly foreign: 200 | 201 | 403 | 404 | 'needs all accounts';
  /** Without it the body is empty, which no route takes. */
  readonly body?: object;
}

const HISTORY: Row = { scopes: ['payouts:read', 'audit'], foreign: 404 };
const BALANCES: Row = { scopes: ['payouts:read', 'ledger:read'], foreign: 404 };
const DECISION: Row = { scopes: ['cases:decide'], persons: true, foreign: 404 };
const LIMITS: Row = { scopes: ['limits'], persons: true, foreign: 'needs all accounts' };
const RULES: Row = { scopes: ['limits', 'audit'], foreign: 'needs all accounts' };
const AUDIT: Row = { scopes: ['audit'], foreign: 'needs all accounts' };
const ENDPOINT: Row = { scopes: ['webhooks'], foreign: 404 };
const WISH = { url: 'https://hooks.example/matrix', events: ['payout.completed'] };
const KEYS: Row = { scopes: ['keys'], foreign: 404 };
const SEALS: Row = { scopes: ['ledger:read', 'reconciliation', 'audit'], foreign: 'needs all accounts' };
const BOOKKEEPER: Row = { scopes: ['reconciliation'], persons: true, foreign: 'needs all accounts' };
const SESSION: Row = { scopes: SCOPES, persons: true, foreign: 200 };

/** Every documented route. A provider's webhooks are not in the document, and prove their sender in another way. */
const ROWS: Readonly<Record<string, Row | 'public'>> = {
  'GET /v1/accounts': { scopes: ['accounts:open', 'payouts:read', 'ledger:read'], foreign: 200 },
  'POST /v1/accounts': { scopes: ['accounts:open'], foreign: 403, body: { id: 'matrix', name: 'Matrix' } },
  'GET /v1/accounts/{id}': { scopes: ['accounts:open', 'payouts:read'], foreign: 404 },
  'POST /v1/accounts/{id}/close': { scopes: ['accounts:open'], foreign: 404, body: { reason: 'foreign' } },
  'POST /v1/accounts/{id}/reopen': { ...DECISION, body: { reason: 'foreign' } },
  'GET /v1/accounts/{id}/balance': BALANCES,
  'GET /v1/accounts/{id}/statement': BALANCES,
  'POST /v1/accounts/{id}/deposits': {
    scopes: ['deposits:record'],
    foreign: 404,
    body: { amount: '1.00', reference: 'foreign', provider: 'connectpsp' },
  },
  'GET /v1/accounts/{id}/deposits/{depositId}': {
    scopes: ['deposits:record', 'cases:decide', 'payouts:read'],
    foreign: 404,
  },
  'POST /v1/accounts/{id}/deposits/{depositId}/approve': DECISION,
  'POST /v1/accounts/{id}/deposits/{depositId}/reject': { ...DECISION, body: { reason: 'foreign' } },
  'POST /v1/accounts/{id}/deposits/{depositId}/reversal': {
    ...DECISION,
    body: { amount: '100.00', reason: 'foreign' },
  },
  'POST /v1/payouts': {
    scopes: ['payouts:request'],
    foreign: 404,
    body: payoutBody('matrix', 'foreign', '1.00'),
  },
  'POST /v1/payouts/batch': { scopes: ['payouts:request'], foreign: 200 },
  'GET /v1/payouts': { scopes: ['payouts:read'], foreign: 200 },
  'GET /v1/payouts/{id}': { scopes: ['payouts:read'], foreign: 404 },
  'GET /v1/payouts/{id}/events': HISTORY,
  'GET /v1/payouts/{id}/explain': HISTORY,
  'GET /v1/payouts/{id}/bundle': { ...AUDIT, beside: 'personal:read' },
  'GET /v1/payouts/{id}/proof': AUDIT,
  'GET /v1/payouts/{id}/receipt': { scopes: ['payouts:read'], foreign: 404 },
  'POST /v1/payouts/{id}/approve': DECISION,
  'POST /v1/payouts/{id}/reject': { ...DECISION, body: { reason: 'foreign' } },
  'GET /v1/approvals': { scopes: ['cases:decide', 'payouts:read'], foreign: 200 },
  'POST /v1/approvals': DECISION,
  'GET /v1/approval-rules': RULES,
  'PUT /v1/approval-rules/{id}': LIMITS,
  'POST /v1/approval-rules/{id}/end': LIMITS,
  'GET /v1/limits': RULES,
  'PUT /v1/limits': LIMITS,
  'POST /v1/limits/{scope}/changes/{changeId}/confirm': LIMITS,
  'POST /v1/limits/{scope}/changes/{changeId}/withdraw': LIMITS,
  'GET /v1/cases': { scopes: ['cases:read'], foreign: 200 },
  'GET /v1/cases/{id}': { scopes: ['cases:read'], foreign: 404 },
  'POST /v1/cases/dismiss': DECISION,
  'POST /v1/cases/{id}/resolve': { ...DECISION, body: { decision: 'DISMISS', reason: 'foreign' } },
  'GET /v1/ledger/trial-balance': { scopes: ['ledger:read'], foreign: 403 },
  'GET /v1/ledger/entries': { scopes: ['ledger:read'], foreign: 200 },
  'GET /v1/payout-hours': { scopes: ['payouts:read'], foreign: 200 },
  'GET /v1/ledger/totals': { scopes: ['ledger:read'], foreign: 200 },
  'GET /v1/ledger/aged-holds': { scopes: ['ledger:read'], foreign: 200 },
  'GET /v1/ledger/provider-floats': { scopes: ['ledger:read'], foreign: 403 },
  'GET /v1/providers/{provider}/fee-settlements': SEALS,
  'POST /v1/providers/{provider}/fee-settlements': {
    ...BOOKKEEPER,
    body: { amount: '1.00', paidFrom: 'FLOAT', reference: 'foreign', evidence: 'foreign' },
  },
  'GET /v1/periods': SEALS,
  'GET /v1/periods/{period}': SEALS,
  'POST /v1/periods/{period}/close': BOOKKEEPER,
  'POST /v1/periods/{period}/reopen': { ...BOOKKEEPER, body: { reason: 'foreign' } },
  'POST /v1/reconciliations': { scopes: ['reconciliation'], foreign: 'needs all accounts' },
  'GET /v1/reconciliations/{id}': { scopes: ['reconciliation', 'audit'], foreign: 'needs all accounts' },
  'GET /v1/stream': {
    scopes: [
      ...(['accounts:open', 'payouts:read', 'ledger:read', 'cases:read', 'cases:decide'] as const),
      ...(['limits', 'audit', 'reconciliation'] as const),
    ],
    foreign: 200,
  },
  'GET /v1/statement-mappings': { scopes: ['reconciliation', 'audit'], foreign: 'needs all accounts' },
  'PUT /v1/statement-mappings/{name}': BOOKKEEPER,
  'GET /v1/account-mappings': { scopes: ['reconciliation', 'audit'], foreign: 'needs all accounts' },
  'GET /v1/account-mappings/{name}': { scopes: ['reconciliation', 'audit'], foreign: 'needs all accounts' },
  'PUT /v1/account-mappings/{name}': BOOKKEEPER,
  'GET /v1/keys': { scopes: ['keys'], foreign: 200 },
  'POST /v1/keys': {
    scopes: ['keys'],
    foreign: 403,
    body: { clientName: 'x', kind: 'service', scopes: ['audit'] },
  },
  'POST /v1/keys/{id}/rotate': KEYS,
  'POST /v1/keys/{id}/revoke': KEYS,
  'GET /v1/webhook-endpoints': { scopes: ['webhooks'], foreign: 200 },
  'POST /v1/webhook-endpoints': { scopes: ['webhooks'], foreign: 201, body: WISH },
  'PUT /v1/webhook-endpoints/{id}': { ...ENDPOINT, body: WISH },
  'DELETE /v1/webhook-endpoints/{id}': ENDPOINT,
  'POST /v1/webhook-endpoints/{id}/rotate': ENDPOINT,
  'POST /v1/webhook-endpoints/{id}/disable': ENDPOINT,
  'POST /v1/webhook-endpoints/{id}/enable': ENDPOINT,
  'POST /v1/webhook-endpoints/{id}/test': ENDPOINT,
  'POST /v1/webhook-endpoints/{id}/replay': {
    ...ENDPOINT,
    body: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
  },
  'GET /v1/webhook-deliveries': { scopes: ['webhooks'], foreign: 200 },
  'GET /v1/webhook-deliveries/{id}': ENDPOINT,
  'POST /v1/webhook-deliveries/{id}/replay': ENDPOINT,
  'GET /v1/audit/streams/{stream}': AUDIT,
  'GET /v1/security-events': AUDIT,
  'GET /v1/proofs/checkpoint': AUDIT,
  'GET /v1/proofs/tile/{path}': AUDIT,
  'GET /v1/proofs/consistency': AUDIT,
  'POST /console/session': { ...SESSION, keysAlone: true },
  'GET /console/session': SESSION,
  'DELETE /console/session': SESSION,
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /metrics': 'public',
};

interface Told {
  readonly status: number;
  readonly text: string;
}

/** The things that the documents' addresses name: each belongs to the account `matrix`. */
let things: Readonly<Record<string, string>> = {};
const tools = (): KeyTools => ({
  store: service.service.store,
  clock: systemClock,
  random: systemRandom,
});

function addressOf(path: string): string {
  const id = /^\/v1\/(\w+)\/\{id\}/.exec(path)?.[1];
  const named = path.replaceAll(
    /\{(\w+)\}/g,
    (_all, name: string) => things[name === 'id' ? id! : name] ?? name,
  );
  if (path === '/v1/webhook-deliveries') return `${named}?payoutId=${things['payouts']}`;
  return path === '/v1/ledger/totals' ? `${named}?from=2026-03-01&to=2026-03-02` : named;
}

/** An `Authorization`, or the cookie and the token of a session. */
type Credential = string | undefined | Readonly<Record<string, string>>;

const headersOf = (credential: Credential): Readonly<Record<string, string>> =>
  typeof credential === 'string' ? { Authorization: credential } : (credential ?? {});

async function send(route: string, credential: Credential, body: object = {}): Promise<Told> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(service.service.url + addressOf(path), {
    method,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': `matrix ${route}`,
      ...headersOf(credential),
    },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  if (!isStream(response)) return { status: response.status, text: await response.text() };
  await response.body?.cancel();
  return { status: response.status, text: '' };
}

const isStream = ({ headers }: Response): boolean =>
  headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;

const closed = Object.entries(ROWS).filter((entry): entry is [string, Row] => entry[1] !== 'public');
const bearer = (key: string): string => `Bearer ${key}`;
const nameOf = (kind: string, scope: Scope): string => `${kind}-${scope.replace(':', '-')}`;

const tokenOf = (scopes: readonly Scope[], claims: JWTPayload = {}, kid?: string): Promise<string> =>
  issuer.token(
    { sub: 'matrix', scope: scopes.join(' '), holdfast_accounts: '*', ...claims },
    kid === undefined ? {} : { kid },
  );

async function keyOf(
  name: string,
  scopes: readonly Scope[],
  terms: Parameters<typeof createApiKey>[3],
  over: Partial<KeyTools> = {},
): Promise<{ key: string; keyId: string }> {
  const made = await createApiKey({ ...tools(), ...over }, name, scopes, terms);
  if (!made.ok) throw new Error(`${name}: ${made.refusal}`);
  return made.value;
}

/** The session of a key, as a browser keeps it. */
async function sessionOf(key: string): Promise<Record<string, string>> {
  const answer = await fetch(`${service.service.url}/console/session`, {
    method: 'POST',
    headers: { Authorization: bearer(key) },
  });
  expect(answer.status).toBe(201);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { Cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!, 'X-CSRF-Token': csrfToken };
}

beforeAll(async () => {
  issuer = await OidcIssuer.start();
  service = await TestService.start({ env: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE } });
  const { api } = service;
  await api.openAccount('matrix');
  const deposited = await api.deposit('matrix', '100.00');
  const payout = payoutBody('matrix', 'matrix', '5.00', 'never-ends');
  const requested = await api.requestPayout<{ id: string }>(payout);
  const [depositId, nothing] = [deposited.body['id']!, '00000000-0000-4000-8000-000000000000'];
  things = { accounts: 'matrix', depositId, payouts: requested.body.id };
  const reversal = 'POST /v1/accounts/{id}/deposits/{depositId}/reversal';
  // The payout that is held has 5.00 of it.
  const wish = { amount: '100.00', reason: 'entered twice', overdraft: '5.00' };
  const proposed = await send(reversal, bearer(ADMIN_KEY), wish);
  expect([proposed.status, proposed.text]).toEqual([202, expect.stringContaining('PROPOSED')]);
  const cases = (JSON.parse(proposed.text) as { id: string }).id;
  things = { ...things, cases, keys: nothing, reconciliations: nothing, changeId: nothing };
  things = {
    ...things,
    'statement-mappings': 'matrix',
    'account-mappings': 'matrix',
    periods: '2099-01',
    name: 'matrix',
    scope: 'all',
    stream: 'account-matrix',
    path: '0/000',
    provider: 'connectpsp',
  };
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});

describe('the routes', () => {
  it('are the rows of this file', async () => {
    const document = await fetch(`${service.service.url}/docs-json`);
    const { paths } = (await document.json()) as { paths: Record<string, Record<string, object>> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(Object.keys(ROWS).sort());
  });

  it('that are public ask for no API key', async () => {
    for (const [route, row] of Object.entries(ROWS)) {
      if (row === 'public') expect([route, (await send(route, undefined)).status]).toEqual([route, 200]);
    }
  });
});

describe('a credential that is not accepted is 401 on every route', () => {
  const EVERYTHING = { kind: 'person', accounts: '*' } as const;
  const past = new ManualClock(Date.now() - 200 * 86_400_000);
  const CREDENTIALS: Readonly<Record<string, () => Promise<Credential>>> = {
    none: () => Promise.resolve(undefined),
    unknown: () => Promise.resolve(bearer(formatKey(drawKey(systemRandom)))),
    'with a wrong secret': async () => {
      const { keyId } = await keyOf('wrong-secret', SCOPES, EVERYTHING);
      return bearer(formatKey({ ...drawKey(systemRandom), keyId }));
    },
    expired: async () => bearer((await keyOf('expired', SCOPES, EVERYTHING, { clock: past })).key),
    'not yet valid': async () => {
      const notBefore = new Date(Date.now() + 86_400_000).toISOString();
      return bearer((await keyOf('early', SCOPES, { ...EVERYTHING, notBefore })).key);
    },
    revoked: async () => {
      const { key, keyId } = await keyOf('revoked', SCOPES, EVERYTHING);
      expect(await revokeApiKey(tools(), keyId)).toMatchObject({ ok: true });
      return bearer(key);
    },
    'a token for another audience': async () => bearer(await tokenOf(SCOPES, { aud: 'another' })),
    'a token that has expired': async () => bearer(await tokenOf(SCOPES, { iat: 1, exp: 2 })),
    'a token of an unknown key': async () => bearer(await tokenOf(SCOPES, {}, 'unknown')),
    'a session of a key that is revoked since': async () => {
      const { key, keyId } = await keyOf('revoked-later', SCOPES, EVERYTHING);
      await eventually('it is known', async () => (await send('GET /v1/cases', bearer(key))).status === 200);
      const session = await sessionOf(key);
      expect(await revokeApiKey(tools(), keyId)).toMatchObject({ ok: true });
      return session;
    },
    'a session that nobody sealed': () => Promise.resolve({ Cookie: `holdfast-session=${'A'.repeat(200)}` }),
    'from another network': async () => {
      const elsewhere = { ...EVERYTHING, networks: ['192.0.2.0/24'] };
      return bearer((await keyOf('elsewhere', SCOPES, elsewhere)).key);
    },
  };

  it.each(Object.keys(CREDENTIALS))('%s', async name => {
    const credential = await CREDENTIALS[name]!();
    await eventually('it is refused', async () => (await send('GET /v1/cases', credential)).status === 401);
    for (const [route, { body }] of closed)
      expect([route, (await send(route, credential, body)).status]).toEqual([route, 401]);
  });
});

describe('a scope opens its routes and no other', () => {
  const kindsOf = (scope: Scope): readonly StatedKind[] =>
    PERSON_SCOPES.includes(scope) ? ['person'] : ['service', 'person'];
  const clients = SCOPES.flatMap(scope => kindsOf(scope).map(kind => [kind, scope] as const));

  it.each(clients)('a %s with %s', async (kind, scope) => {
    const { key } = await keyOf(nameOf(kind, scope), [scope], { kind, accounts: '*' });
    await eventually('it is known', async () => (await send('GET /v1/cases', bearer(key))).status !== 401);
    const credentials = kind === 'person' ? [bearer(key), await sessionOf(key)] : [bearer(key)];
    for (const credential of credentials)
      for (const [route, { scopes, persons, beside }] of closed) {
        const { status } = await send(route, credential);
        const isOpen = scopes.includes(scope) && !beside && !(persons && kind === 'service');
        expect([route, status === 403 ? 'closed' : 'open']).toEqual([route, isOpen ? 'open' : 'closed']);
      }
  });
});

describe('a session without its token', () => {
  it('reads as its key reads, and changes nothing', async () => {
    const { Cookie = '' } = await sessionOf(ADMIN_KEY);
    for (const [route, { body }] of closed) {
      const { status, text } = await send(route, { Cookie }, body);
      const isRefused = status === 403 && text.includes('CSRF_TOKEN_INVALID');
      expect([route, isRefused]).toEqual([route, !route.startsWith('GET ')]);
    }
  });
});

describe('a scope of a person who signs in at the issuer opens the same routes', () => {
  it.each(SCOPES)('%s', async scope => {
    const token = bearer(await tokenOf([scope]));
    for (const [route, { scopes, keysAlone, beside }] of closed) {
      const { status } = await send(route, token);
      const opens = scopes.includes(scope) && !beside && !keysAlone ? 'open' : 'closed';
      expect([route, status === 403 ? 'closed' : 'open', status === 401]).toEqual([route, opens, false]);
    }
  });
});

describe('a person with other accounts', () => {
  const scopes = SCOPES.filter(scope => !ALL_ACCOUNT_SCOPES.includes(scope));

  it('has no scope that is about all accounts', async () => {
    for (const scope of ALL_ACCOUNT_SCOPES) {
      const terms = { kind: 'person', accounts: ['other'] } as const;
      expect(await createApiKey(tools(), 'over-all', [scope], terms)).toMatchObject({
        refusal: 'KEY_INVALID',
      });
    }
  });

  it('finds and moves nothing of this account', async () => {
    const { key } = await keyOf('foreigner', scopes, { kind: 'person', accounts: ['other'] });
    await eventually('it is known', async () => (await send('GET /v1/cases', bearer(key))).status === 200);
    const batch = { items: [{ idempotencyKey: 'foreign', ...payoutBody('matrix', 'foreign', '1.00') }] };
    const approvals = { payoutIds: [things['payouts']], count: 1, total: '5.00' };
    const bodies: Record<string, object> = {
      'POST /v1/payouts/batch': batch,
      'POST /v1/approvals': approvals,
      'POST /v1/cases/dismiss': { caseIds: [things['cases']], count: 1, reason: 'foreign' },
    };
    for (const [route, { foreign, body }] of closed) {
      const { status, text } = await send(route, bearer(key), bodies[route] ?? body);
      const wanted =
        foreign === 'needs all accounts' ? 403 : foreign === 200 ? [200, 201, 204, 207] : foreign;
      expect([route, [wanted].flat().includes(status) ? wanted : `${status} ${text}`]).toEqual([
        route,
        wanted,
      ]);
      if (foreign === 200 && !route.startsWith('POST')) {
        for (const id of [
          things['payouts'],
          things['cases'],
          things['depositId'],
          'account-matrix',
          '"matrix"',
        ])
          expect([route, text.includes(id!)]).toEqual([route, false]);
      }
    }
  });
});
