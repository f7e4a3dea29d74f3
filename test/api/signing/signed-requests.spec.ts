import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createHoldfast, type PayoutRequest } from '@holdfast/client';
import { signedFetch } from '@holdfast/client/signing';
import supertest from 'supertest';
import { createApiKey, rotateApiKey } from '../../../src/api/auth/keys/manage-keys';
import type { KeyWish } from '../../../src/api/auth/keys/key-wish';
import { SecurityLog } from '../../../src/api/auth/security/security-log';
import {
  dayOf,
  type SecurityEventRecorded,
  securityStream,
} from '../../../src/api/auth/security/security-event';
import { systemClock } from '../../../src/shared/clock';
import { systemRandom } from '../../../src/shared/random';
import { until } from '../../projections/postgres';
import { get, PAYOUT, post, startApi, type TestApi } from '../support';
import { digestOf, PUBLISHED_KEY, signed } from './sign';

const PUBLIC_PEM = String(createPublicKey(PUBLISHED_KEY).export({ type: 'spki', format: 'pem' }));
const BODY = JSON.stringify(PAYOUT);
const seconds = (time = Date.now()): number => Math.floor(time / 1_000);

let api: TestApi;
let key: string;
let keyId: string;
beforeAll(async () => {
  api = await startApi({ edges: { failedKeysPerMinute: 0 } });
  ({ key, keyId } = await keyOf('signer', { signingKey: PUBLIC_PEM }));
});
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const tools = () => ({ store: api.store, clock: systemClock, random: systemRandom });

async function keyOf(name: string, terms: Partial<KeyWish>) {
  const made = await createApiKey(tools(), name, ['payouts:request', 'payouts:read', 'keys'], {
    kind: 'service',
    ...terms,
  });
  if (!made.ok) throw new Error(made.refusal);
  await until(async () => (await get(api, '/v1/payouts', made.value.key)).status === 200);
  return made.value;
}

const COVERED = ['@method', '@path', 'idempotency-key', 'content-digest'];

interface Attempt {
  readonly path?: string;
  readonly body?: string;
  readonly sent?: string;
  readonly sentKey?: string;
  readonly sentPath?: string;
  readonly covered?: readonly string[];
  readonly parameters?: string;
  readonly key?: typeof PUBLISHED_KEY;
  readonly digest?: string;
}

/** Signs a request for a payout, and sends it, as it was signed or otherwise. */
function attempt({
  path = '/v1/payouts',
  body = BODY,
  sent = body,
  sentKey = 'order-1',
  sentPath = path,
  covered = COVERED,
  parameters = `;created=${seconds()};keyid="${keyId}";alg="ed25519"`,
  key: signingKey = PUBLISHED_KEY,
  digest = digestOf(body),
}: Attempt = {}) {
  const headers = { 'idempotency-key': 'order-1', 'content-digest': digest };
  const proof = signed({ method: 'POST', path, headers }, covered, parameters, signingKey);
  return supertest(api.url)
    .post(sentPath)
    .set({ ...headers, ...proof, 'idempotency-key': sentKey, 'content-type': 'application/json' })
    .set('Authorization', `Bearer ${key}`)
    .send(sent);
}

describe('the signer of this test', () => {
  it('makes the signature of the published example (RFC 9421, B.2.6)', () => {
    const headers = {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
      'content-length': '18',
    };
    const request = { method: 'POST', path: '/foo?param=Value', authority: 'example.com', headers };
    const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
    expect(
      signed(request, components, ';created=1618884473;keyid="test-key-ed25519"', PUBLISHED_KEY).signature,
    ).toBe('sig=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:');
  });
});

describe('a key that signs', () => {
  it('is served when method, path, key and body are signed', async () => {
    await attempt().expect(202);
    await attempt({ covered: [...COVERED, '@query'], path: '/v1/payouts?' }).expect(202);
    expect(api.dispatched.commands).toHaveLength(2);
  });

  it('reads without a signature', () => get(api, '/v1/payouts', key).expect(200));

  it.each<[string, Attempt, string]>([
    ['another body', { sent: JSON.stringify({ ...PAYOUT, amount: '51.00' }) }, 'VALIDATION_FAILED'],
    ['another key', { sentKey: 'order-2' }, 'SIGNATURE_INVALID'],
    ['another path', { sentPath: '/v1/payouts/batch' }, 'SIGNATURE_INVALID'],
    ['a query that is not signed', { sentPath: '/v1/payouts?a=1' }, 'SIGNATURE_INVALID'],
    [
      'a path that a URL parser changes to the signed one',
      { path: '/v1/approve', sentPath: '/v1/payouts/%2e%2e/approve' },
      'SIGNATURE_INVALID',
    ],
    ['no signed body', { covered: ['@method', '@path', 'idempotency-key'] }, 'SIGNATURE_INVALID'],
    ['no signed key', { covered: ['@method', '@path', 'content-digest'] }, 'SIGNATURE_INVALID'],
    ['no signed method', { covered: ['@path', 'idempotency-key', 'content-digest'] }, 'SIGNATURE_INVALID'],
    ['a digest that proves nothing', { digest: 'md5=:AAAA:' }, 'SIGNATURE_INVALID'],
    ['another signer', { key: generateKeyPairSync('ed25519').privateKey }, 'SIGNATURE_INVALID'],
    ['no time', { parameters: `;keyid="KEY"` }, 'SIGNATURE_INVALID'],
    ['no key id', { parameters: `;created=${seconds()}` }, 'SIGNATURE_REQUIRED'],
    ['the id of another key', { parameters: `;created=${seconds()};keyid="other"` }, 'SIGNATURE_REQUIRED'],
    ['another algorithm', { parameters: `;created=NOW;keyid="KEY";alg="hmac-sha256"` }, 'SIGNATURE_INVALID'],
    ['an old time', { parameters: `;created=${seconds() - 400};keyid="KEY"` }, 'SIGNATURE_INVALID'],
    ['a time to come', { parameters: `;created=${seconds() + 400};keyid="KEY"` }, 'SIGNATURE_INVALID'],
  ])('is refused with %s, and nothing is asked for', async (_what, given, code) => {
    const parameters = given.parameters?.replace('KEY', keyId).replace('NOW', String(seconds()));
    const answer = await attempt({ ...given, ...(parameters !== undefined && { parameters }) });
    expect(answer.body).toMatchObject({ code });
    expect(api.dispatched.commands).toEqual([]);
  });

  it('is refused without one, and the answer says which it needs', async () => {
    const answer = await post(api, '/v1/payouts', PAYOUT, key).expect(401);
    expect(answer.body).toMatchObject({ code: 'SIGNATURE_REQUIRED' });
    expect(answer.headers['accept-signature']).toBe(
      `sig=("@method" "@path" "idempotency-key" "content-digest");created;keyid="${keyId}";alg="ed25519"`,
    );
    await api.app.get(SecurityLog).flush();
    const events = api.store.eventsOf(securityStream(dayOf(new Date())));
    expect(events.map(({ body }) => (body as SecurityEventRecorded).data)).toContainEqual(
      expect.objectContaining({ kind: 'KEY_REFUSED', client: 'signer', keyId, reason: 'SIGNATURE_REQUIRED' }),
    );
  });

  it('has a successor that signs, and no client gives it a key that does not', async () => {
    const other = await keyOf('maker', {});
    const wish = { clientName: 'signer', kind: 'service', scopes: ['payouts:request'] };
    await post(api, '/v1/keys', wish, other.key).expect(403);
    const successor = await rotateApiKey(tools(), keyId);
    if (!successor.ok) throw new Error(successor.refusal);
    await until(async () => (await get(api, '/v1/payouts', successor.value.key)).status === 200);
    const answer = await post(api, '/v1/payouts', PAYOUT, successor.value.key);
    expect(answer.body).toMatchObject({ code: 'SIGNATURE_REQUIRED' });
  });
});

describe('a signing key', () => {
  it.each([
    ['a private key', String(PUBLISHED_KEY.export({ type: 'pkcs8', format: 'pem' }))],
    ['of another kind', rsaPem()],
    ['no key', 'x'],
    ['no text', 7],
  ])('is refused when it is %s', async (_what, signingKey) => {
    const other = await keyOf(`maker-${String(_what).replaceAll(' ', '-')}`, {});
    const wish = { clientName: 'new', kind: 'service', scopes: ['payouts:read'], signingKey };
    const answer = await post(api, '/v1/keys', wish, other.key).expect(400);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ field: 'signingKey', message: expect.stringContaining('Ed25519') }),
    ]);
  });
});

describe('the client package', () => {
  const pem = String(PUBLISHED_KEY.export({ type: 'pkcs8', format: 'pem' }));
  const holdfast = () => createHoldfast({ url: api.url, key, fetch: signedFetch(pem) });
  const { description: _description, ...payout } = PAYOUT;

  it('signs what its key asks for, with and without a body', async () => {
    await holdfast().requestPayout(payout as PayoutRequest);
    const batch = await holdfast().api.POST('/v1/payouts/batch', {
      body: { items: [{ idempotencyKey: 'one', ...payout }] as never },
    });
    expect(batch.response.status).not.toBe(401);
    const revoked = await holdfast().api.POST('/v1/keys/{id}/revoke', { params: { path: { id: 'none' } } });
    expect(revoked.error).toMatchObject({ code: 'KEY_NOT_FOUND' });
    await holdfast().api.GET('/v1/payouts', {});
  });

  it('signs for its own key alone', async () => {
    const answer = createHoldfast({ url: api.url, key: 'no key', fetch: signedFetch(pem) });
    await expect(answer.requestPayout(payout as PayoutRequest)).rejects.toThrow(
      'Only a request with an API key',
    );
  });
});

/** What is signed by nobody is held to its digest all the same. */
describe('a Content-Digest', () => {
  it('of another body is refused from a key that does not sign', async () => {
    const other = await keyOf('plain', {});
    const headers = { 'Content-Digest': digestOf('other'), 'Idempotency-Key': 'order-9' };
    const answer = await supertest(api.url)
      .post('/v1/payouts')
      .set({ ...headers, Authorization: `Bearer ${other.key}` })
      .send(PAYOUT);
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: 'Content-Digest' }] });
    expect(api.dispatched.commands).toEqual([]);
  });
});

function rsaPem(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return String(publicKey.export({ type: 'spki', format: 'pem' }));
}
