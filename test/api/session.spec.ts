import supertest from 'supertest';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { ApiKeyRegistry } from '../../src/api/auth/keys/api-key-registry';
import { createApiKey, revokeApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { SessionSeal } from '../../src/api/operations/console/session/session-seal';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { ADMIN_KEY, PAYOUT, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const SESSION = '/console/session';

interface SignedIn {
  readonly cookie: string;
  readonly setCookie: string;
  readonly csrfToken: string;
}

async function signIn(key = ADMIN_KEY, host = '127.0.0.1'): Promise<SignedIn> {
  const answer = await supertest(api.url)
    .post(SESSION)
    .set('Authorization', `Bearer ${key}`)
    .set('Host', host);
  expect(answer.status).toBe(201);
  const setCookie = (answer.headers['set-cookie'] as unknown as string[])[0]!;
  const { csrfToken } = answer.body as { csrfToken: string };
  return { setCookie, cookie: setCookie.split(';')[0]!, csrfToken };
}

const read = (path: string, cookie: string) => supertest(api.url).get(path).set('Cookie', cookie);
const requestPayout = (cookie: string, token?: string) => {
  const request = supertest(api.url)
    .post('/v1/payouts')
    .set('Cookie', cookie)
    .set('Idempotency-Key', 'by-session');
  return (token === undefined ? request : request.set('X-CSRF-Token', token)).send(PAYOUT);
};

async function keyOf(clientName: string, kind: 'person' | 'service', scopes: Scope[]) {
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, clientName, scopes, { kind });
  if (!made.ok) throw new Error(made.refusal);
  const bearer = `Bearer ${made.value.key}`;
  await until(
    async () => (await supertest(api.url).get(SESSION).set('Authorization', bearer)).status !== 401,
  );
  return made.value;
}

describe('a session of the console', () => {
  it('is a cookie that scripts cannot read, other sites cannot use, and that holds no key', async () => {
    const { setCookie } = await signIn();
    expect(setCookie).toMatch(/^holdfast-session=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(Buffer.from(setCookie.slice(17).split(';')[0]!, 'base64url').toString()).not.toContain(ADMIN_KEY);
  });

  it('is a secure cookie of its host alone outside the loopback', async () => {
    const { setCookie } = await signIn(ADMIN_KEY, 'holdfast.example');
    expect(setCookie).toMatch(/^__Host-holdfast-session=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('reads what its key reads', async () => {
    const { cookie } = await signIn();
    expect((await read('/v1/payouts', cookie)).status).toBe(200);
    expect((await read('/v1/payouts', 'holdfast-session=AAAA')).status).toBe(401);
  });

  it('changes something only with its token', async () => {
    const { cookie, csrfToken } = await signIn();
    const without = await requestPayout(cookie);
    expect([without.status, without.body]).toEqual([
      403,
      expect.objectContaining({ code: 'CSRF_TOKEN_INVALID' }),
    ]);
    const { csrfToken: ofAnother } = await signIn();
    expect((await requestPayout(cookie, ofAnother)).status).toBe(403);
    expect((await requestPayout(cookie, csrfToken)).status).toBe(202);
  });

  it('has the scopes of its key, and no other', async () => {
    const { key } = await keyOf('reader', 'person', ['payouts:read']);
    const { cookie, csrfToken } = await signIn(key);
    expect((await read('/v1/payouts', cookie)).status).toBe(200);
    expect((await read('/v1/cases', cookie)).status).toBe(403);
    expect((await requestPayout(cookie, csrfToken)).status).toBe(403);
    expect((await read(SESSION, cookie)).body).toMatchObject({
      clientName: 'reader',
      kind: 'person',
      scopes: ['payouts:read'],
      accounts: '*',
      mode: 'sandbox',
    });
  });

  it('ends at once when its key is revoked', async () => {
    const { key, keyId } = await keyOf('leaver', 'person', ['payouts:read']);
    const { cookie } = await signIn(key);
    expect((await read('/v1/payouts', cookie)).status).toBe(200);
    await revokeApiKey({ store: api.store, clock: systemClock, random: systemRandom }, keyId);
    await until(async () => (await read('/v1/payouts', cookie)).status === 401);
  });

  it('ends when its person signs out, and a copy of its cookie is refused', async () => {
    const { cookie, csrfToken } = await signIn();
    expect((await supertest(api.url).delete(SESSION).set('Cookie', cookie)).status).toBe(403);
    const ended = await supertest(api.url)
      .delete(SESSION)
      .set('Cookie', cookie)
      .set('X-CSRF-Token', csrfToken);
    expect(ended.status).toBe(204);
    expect(ended.headers['set-cookie']).toEqual([expect.stringMatching(/^holdfast-session=;.*1970/)]);
    expect((await read('/v1/payouts', cookie)).status).toBe(401);
  });

  it('is not given to a service, nor without a key', async () => {
    const { key } = await keyOf('robot', 'service', ['payouts:read']);
    const post = () => supertest(api.url).post(SESSION);
    expect((await post().set('Authorization', `Bearer ${key}`)).status).toBe(403);
    expect((await post()).status).toBe(401);
  });
});

it('no session stands for a person who came without a key, whatever the name', () => {
  const registry = api.app.get(ApiKeyRegistry);
  const admin = { clientName: 'admin', keyId: null, accounts: '*', scopes: [], scopeNames: [] } as const;
  expect(registry.subjectOf({ ...admin, kind: 'person' })).toBeUndefined();
  expect(registry.subjectOf({ ...admin, kind: 'unstated', clientName: 'ana' })).toBeUndefined();
  expect(registry.subjectOf({ ...admin, kind: 'unstated' })).toMatch(/^admin:/);
});

describe('the seal of sessions', () => {
  const seal = new SessionSeal(Buffer.alloc(32, 1), systemRandom);
  const clock = new ManualClock(1_000);
  const now = () => clock.now();

  it('is read by another process with the same master key, and by no other installation', () => {
    const sealed = seal.seal(seal.begin('key:1', now()));
    expect(new SessionSeal(Buffer.alloc(32, 1), systemRandom).open(sealed, now())).toMatchObject({
      subject: 'key:1',
    });
    expect(new SessionSeal(Buffer.alloc(32, 2), systemRandom).open(sealed, now())).toBeUndefined();
  });

  it('is broken by every changed character', () => {
    const sealed = seal.seal(seal.begin('key:1', now()));
    for (let at = 0; at < sealed.length - 1; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(seal.open(sealed.slice(0, at) + other + sealed.slice(at + 1), now())).toBeUndefined();
    }
    expect(seal.open('', now())).toBeUndefined();
  });

  it('ends after half an hour without renewal, and after twelve hours with it', () => {
    let session = seal.begin('key:1', new Date(0));
    const at = (minutes: number) => new Date(minutes * 60_000);
    expect(seal.open(seal.seal(session), at(29))).toBeDefined();
    expect(seal.open(seal.seal(session), at(30))).toBeUndefined();
    for (let minutes = 0; minutes < 719; minutes += 20) session = seal.renew(session, at(minutes));
    expect(seal.open(seal.seal(session), at(719))).toBeDefined();
    expect(seal.open(seal.seal(seal.renew(session, at(719))), at(720))).toBeUndefined();
  });
});

it('no line of the log has a session or a key', async () => {
  const logged = await startApi({ logged: true });
  try {
    await supertest(logged.url).post(SESSION).set('Authorization', `Bearer ${ADMIN_KEY}`);
    await supertest(logged.url).get('/v1/payouts').set('Cookie', 'holdfast-session=mark-of-a-cookie');
    expect(logged.logLines.length).toBeGreaterThan(0);
    expect(logged.logLines.join('')).not.toMatch(new RegExp(`${ADMIN_KEY}|mark-of-a-cookie`));
  } finally {
    await logged.close();
  }
});
