import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { OidcTokens } from '../../src/api/auth/oidc/oidc-tokens';
import { systemClock } from '../../src/shared/clock';
import type { OidcSettings } from '../../src/shared/settings/oidc';
import { SCOPES } from '../../src/shared/settings/scopes';
import { witnessKeyFault } from '../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../src/providers/registry';
import { loadSettings } from '../../src/shared/settings/config';
import {
  dayOf,
  type SecurityEventRecorded,
  securityStream,
} from '../../src/api/auth/security/security-event';
import { AUDIENCE, OidcIssuer } from '../support/oidc-issuer';
import { get, post, startApi, type TestApi } from './support';

const ID = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';
const CACHE = { cacheMs: 60_000, cooldownMs: 0 };

let issuer: OidcIssuer;
beforeAll(async () => void (issuer = await OidcIssuer.start()));
afterAll(() => issuer.stop());

const settings = (over: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer: issuer.url,
  audience: AUDIENCE,
  scopesClaim: 'scope',
  scopeMap: null,
  accountsClaim: 'holdfast_accounts',
  ...over,
});
const tokensOf = (over: Partial<OidcSettings> = {}, cache = CACHE) =>
  new OidcTokens(settings(over), systemClock, cache);
const authenticate = async (token: string, over: Partial<OidcSettings> = {}) =>
  tokensOf(over).authenticate(token);

const now = (): number => Math.floor(Date.now() / 1_000);
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a token', () => {
  it('is a person of its subject, with the scopes and accounts of its claims', async () => {
    const token = await issuer.token({ scope: 'openid cases:read cases:decide', holdfast_accounts: ['m-1'] });
    expect(await authenticate(token)).toEqual({
      ...{ clientName: 'oidc:ana', kind: 'person', keyId: null, accounts: ['m-1'] },
      ...{ scopes: ['cases:read', 'cases:decide'], scopeNames: ['cases:read', 'cases:decide'] },
    });
  });

  it('has no account and no scope without the claims, and no scope over all accounts with a list', async () => {
    expect(await authenticate(await issuer.token())).toMatchObject({ accounts: [], scopes: [] });
    const listed = { scope: 'audit limits cases:read', holdfast_accounts: ['m-1'] };
    expect(await authenticate(await issuer.token(listed))).toMatchObject({ scopes: ['cases:read'] });
    const all = { scope: 'audit limits', holdfast_accounts: '*' };
    expect(await authenticate(await issuer.token(all))).toMatchObject({
      accounts: '*',
      scopes: ['limits', 'audit'],
    });
  });

  it('has the scopes that the map gives to the values of the claim, and no others', async () => {
    const scopeMap = new Map([['approvers', ['cases:read', 'cases:decide']]]);
    const token = await issuer.token({ groups: ['approvers', 'audit'], holdfast_accounts: '*' });
    expect(await authenticate(token, { scopesClaim: 'groups', scopeMap })).toMatchObject({
      scopes: ['cases:read', 'cases:decide'],
    });
  });

  const good = (): JWTPayload => ({
    iss: issuer.url,
    aud: AUDIENCE,
    sub: 'ana',
    iat: now(),
    exp: now() + 60,
  });
  const signedBySecret = async (secret: string, kid = 'first'): Promise<string> => {
    const text = `${encoded({ alg: 'HS256', kid })}.${encoded(good())}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const changed = async (): Promise<string> => {
    const [head = '', , signature = ''] = (await issuer.token()).split('.');
    return `${head}.${encoded({ ...good(), sub: 'bia' })}.${signature}`;
  };
  const TABLE: Readonly<Record<string, readonly [refused: string, token: () => Promise<string>]>> = {
    expired: ['JWT_EXPIRED', () => issuer.token({ iat: now() - 7_200, exp: now() - 60 })],
    'not yet valid': ['JWT_CLAIM_VALIDATION_FAILED', () => issuer.token({ nbf: now() + 300 })],
    'from the future': ['JWT_CLAIM_VALIDATION_FAILED', () => issuer.token({ iat: now() + 300 })],
    'older than a day': ['JWT_EXPIRED', () => issuer.token({ iat: now() - 90_000, exp: now() + 60 })],
    'for another audience': ['JWT_CLAIM_VALIDATION_FAILED', () => issuer.token({ aud: 'another' })],
    'of another issuer': [
      'JWT_CLAIM_VALIDATION_FAILED',
      () => issuer.token({ iss: 'https://another.example' }),
    ],
    'without an end': ['JWT_CLAIM_VALIDATION_FAILED', () => issuer.token({ exp: undefined } as never)],
    'without a subject': ['JWT_CLAIM_VALIDATION_FAILED', () => issuer.token({ sub: undefined } as never)],
    'of an unknown key': ['JWKS_NO_MATCHING_KEY', () => issuer.token({}, { kid: 'unknown' })],
    changed: ['JWS_SIGNATURE_VERIFICATION_FAILED', changed],
    'with alg none': ['JOSE_ALG_NOT_ALLOWED', async () => `${encoded({ alg: 'none' })}.${encoded(good())}.`],
    'signed with the public key as a secret': [
      'JOSE_ALG_NOT_ALLOWED',
      async () => signedBySecret(await issuer.publicPem()),
    ],
    'of a program': ['NO_PERSON', () => issuer.token({ sub: 'robot', client_id: 'robot' })],
    'of a subject that is an address': ['NO_PERSON', () => issuer.token({ sub: 'ana@example.com' })],
    'with a subject like a client of a key': ['NO_PERSON', () => issuer.token({ sub: 'x:admin' })],
  };

  it.each(Object.keys(TABLE))('is refused: %s', async name => {
    const [refused, token] = TABLE[name]!;
    expect(await authenticate(await token())).toEqual({ refused });
  });

  it.each(['RS256', 'PS256', 'ES256', 'Ed25519'])('may be signed with %s', async alg => {
    await issuer.addKey(`by ${alg}`, alg);
    expect(await authenticate(await issuer.token())).toMatchObject({ clientName: 'oidc:ana' });
    issuer.withdrawKey(`by ${alg}`);
  });
});

describe('the keys of the issuer', () => {
  it('are asked for once, and again for a key that is not known yet', async () => {
    const tokens = tokensOf();
    const before = issuer.asked;
    for (let times = 0; times < 5; times += 1) await tokens.authenticate(await issuer.token());
    expect(issuer.asked - before).toBe(1);
    await issuer.addKey('next');
    expect(await tokens.authenticate(await issuer.token())).toMatchObject({ clientName: 'oidc:ana' });
    expect(issuer.asked - before).toBe(2);
    issuer.withdrawKey('next');
  });

  it('serve tokens while the issuer is away, until the cache is over; then a token is neither good nor bad', async () => {
    const kept = tokensOf();
    const forgetful = tokensOf({}, { cacheMs: 0, cooldownMs: 0 });
    const token = await issuer.token();
    for (const tokens of [kept, forgetful])
      expect(await tokens.authenticate(token)).not.toHaveProperty('refused');
    issuer.isAway = true;
    expect(await kept.authenticate(token)).toMatchObject({ clientName: 'oidc:ana' });
    await expect(forgetful.authenticate(token)).rejects.toThrow(/JSON Web Key Set/);
    const fresh = tokensOf();
    await expect(fresh.authenticate(token)).rejects.toThrow('503');
    issuer.isAway = false;
    expect(await forgetful.authenticate(token)).toMatchObject({ clientName: 'oidc:ana' });
    expect(await fresh.authenticate(token)).toMatchObject({ clientName: 'oidc:ana' });
  });
});

describe('the API with an issuer', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await startApi({ persons: { tokens: tokensOf() } })));
  afterAll(() => api.close());

  it('is open to the person of a token, whose commands name it', async () => {
    const token = await issuer.token({ scope: 'cases:read cases:decide', holdfast_accounts: '*' });
    await get(api, '/v1/cases', token).expect(200);
    await get(api, '/v1/payouts', token).expect(403);
    await post(api, `/v1/cases/${ID}/resolve`, { decision: 'DISMISS', reason: 'it is right' }, token).expect(
      202,
    );
    expect(api.dispatched.commands).toMatchObject([{ person: 'oidc:ana' }]);
  });

  it('answers 401 to a token that is refused, and records why', async () => {
    const token = await issuer.token({ aud: 'another' });
    await get(api, '/v1/cases', token).expect(401);
    await post(api, '/v1/payouts', {}, token).expect(401);
    const recorded = api.store
      .eventsOf(securityStream(dayOf(new Date())))
      .map(({ body }) => (body as SecurityEventRecorded).data);
    expect(recorded).toContainEqual(
      expect.objectContaining({ kind: 'KEY_REFUSED', reason: 'TOKEN JWT_CLAIM_VALIDATION_FAILED' }),
    );
  });

  it('answers 503 while the keys of the issuer cannot be had, and serves keys and public routes', async () => {
    const away = await startApi({
      persons: { tokens: new OidcTokens(settings({ issuer: 'http://127.0.0.1:9' }), systemClock) },
    });
    const token = await issuer.token();
    const refused = await get(away, '/v1/cases', token).expect(503);
    expect(refused.headers['retry-after']).toBe('30');
    await get(away, '/v1/cases').expect(200);
    await get(away, '/health/live', token).expect(200);
    await away.close();
  });
});

describe('the settings of an issuer', () => {
  const faultsOf = (env: Record<string, string>): string[] => {
    const loaded = loadSettings(env, PROVIDERS, witnessKeyFault);
    return 'faults' in loaded ? loaded.faults : [];
  };
  const ISSUER = { OIDC_ISSUER: 'https://login.example.com/realms/house/', OIDC_AUDIENCE: 'holdfast' };

  it('keep the issuer as it is written, and read the map', () => {
    const loaded = loadSettings(
      { ...ISSUER, OIDC_SCOPE_MAP: 'approvers=cases:read cases:decide; auditors=audit' },
      PROVIDERS,
      witnessKeyFault,
    );
    expect(loaded).toMatchObject({ oidc: { issuer: ISSUER.OIDC_ISSUER, audience: 'holdfast' } });
    expect('faults' in loaded ? undefined : [...(loaded.oidc?.scopeMap ?? [])]).toEqual([
      ['approvers', ['cases:read', 'cases:decide']],
      ['auditors', ['audit']],
    ]);
  });

  it.each([
    [{ OIDC_ISSUER: ISSUER.OIDC_ISSUER }, 'OIDC_AUDIENCE is missing (OIDC_ISSUER is set)'],
    [{ OIDC_AUDIENCE: 'holdfast' }, 'OIDC_ISSUER is missing (OIDC_AUDIENCE is set)'],
    [
      { ...ISSUER, OIDC_SCOPE_MAP: 'approvers' },
      'OIDC_SCOPE_MAP must be like approvers=cases:read cases:decide;auditors=audit',
    ],
    [
      { ...ISSUER, OIDC_SCOPE_MAP: 'approvers=cases:read case:decide; auditors=audit' },
      `OIDC_SCOPE_MAP names no such scope: case:decide; there are ${SCOPES.join(', ')}`,
    ],
  ])('%j are refused', (env, fault) => {
    expect(faultsOf(env as Record<string, string>)).toEqual([fault]);
  });

  it('are refused in clear text', () => {
    expect(faultsOf({ ...ISSUER, OIDC_ISSUER: 'http://login.example.com' })[0]).toContain(
      'OIDC_ISSUER must be an https://',
    );
  });
});
