import { ApiKeyRegistry } from '../../src/api/auth/keys/api-key-registry';
import type { KeyWish } from '../../src/api/auth/keys/key-wish';
import { createApiKey, type KeyTools, listApiKeys, rotateApiKey } from '../../src/api/auth/keys/manage-keys';
import { KeyRefusals } from '../../src/api/auth/keys/key-refusals';
import { isNetwork, isWithin } from '../../src/shared/system/networks';
import { type LogFields, silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { systemClock, type Clock } from '../../src/shared/clock';
import { until } from '../projections/postgres';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { faultyFields, get, post, startApi, type TestApi } from './support';

const DAY_MS = 86_400_000;
const ID = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';

/** A clock that a test sets. */
const time = { now: new Date('2026-03-01T12:00:00Z'), ms: 0 };
const clock: Clock = {
  now: () => time.now,
  monotonicMs: () => time.ms,
  wait: (durationMs, signal) => systemClock.wait(durationMs, signal),
};
const after = (days: number) => void (time.now = new Date(time.now.getTime() + days * DAY_MS));

let tools: KeyTools & { store: InMemoryEventStore };
let registry: ApiKeyRegistry;
let following: AbortController;
const logged: LogFields[] = [];
beforeEach(async () => {
  time.now = new Date('2026-03-01T12:00:00Z');
  logged.length = 0;
  following = new AbortController();
  const store = new InMemoryEventStore(clock);
  tools = { store, clock, random: systemRandom };
  const logger = { ...silentLogger, warn: (fields: LogFields) => void logged.push(fields) };
  registry = new ApiKeyRegistry(
    { store, tail: store, clock, refusals: new KeyRefusals(logger, clock) },
    null,
  );
  void registry.follow(following.signal);
  await until(() => Promise.resolve(registry.ready));
});
afterEach(() => following.abort());

async function keyWith(terms: Omit<KeyWish, 'clientName' | 'scopes'> = {}): Promise<string> {
  const made = await createApiKey(tools, 'shop', ['payouts:read'], { kind: 'service', ...terms });
  if (!made.ok) throw new Error(made.refusal);
  // The registry takes the events in their order: when it knows this key, it knows the one before.
  const probe = await createApiKey(tools, 'probe', ['commands']);
  if (!probe.ok) throw new Error(probe.refusal);
  await until(() => Promise.resolve(registry.authenticate(probe.value.key) !== undefined));
  return made.value.key;
}

describe('a key', () => {
  it('of a client that states its kind ends after 90 days', async () => {
    const key = await keyWith();
    expect(registry.authenticate(key)).toMatchObject({ clientName: 'shop' });
    after(89.99);
    expect(registry.authenticate(key)).toBeDefined();
    after(0.01);
    expect(registry.authenticate(key)).toBeUndefined();
  });

  it('of a client that states nothing never ends', async () => {
    const made = await createApiKey(tools, 'old', ['commands']);
    if (!made.ok) throw new Error(made.refusal);
    expect(await listApiKeys(tools.store)).toMatchObject([{ kind: 'unstated', expiresAt: null }]);
    await until(() => Promise.resolve(registry.authenticate(made.value.key) !== undefined));
    after(10_000);
    expect(registry.authenticate(made.value.key)).toBeDefined();
  });

  it('begins when it is said to begin', async () => {
    const key = await keyWith({ notBefore: '2026-03-02T12:00:00Z' });
    expect(registry.authenticate(key)).toBeUndefined();
    after(1);
    expect(registry.authenticate(key)).toBeDefined();
  });

  it('is accepted from its networks alone', async () => {
    const key = await keyWith({ networks: ['192.0.2.0/24', '2001:db8::/32'] });
    const from = (address?: string) => registry.authenticate(key, address) !== undefined;
    expect(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::7'].map(from)).toEqual([true, true, true]);
    expect(['192.0.3.7', '::ffff:192.0.3.7', '2001:db9::7', undefined].map(from)).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  it('that is refused is logged with its id, the reason and the address, once a minute', async () => {
    const key = await keyWith({ networks: ['192.0.2.0/24'] });
    for (let count = 0; count < 5; count += 1) registry.authenticate(key, '198.51.100.1');
    expect(logged).toEqual([
      {
        type: 'security',
        keyId: key.split('_')[1],
        client: 'shop',
        reason: 'WRONG_NETWORK',
        address: '198.51.100.1',
      },
    ]);
    registry.authenticate(key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A'), '198.51.100.1');
    expect(logged).toHaveLength(1);
    time.ms += 60_000;
    registry.authenticate(key, '198.51.100.1');
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain(key.slice(-43));
  });

  it('is changed for another within a day; a client has at most two live ones', async () => {
    const key = await keyWith({ networks: ['192.0.2.0/24'], description: 'the server' });
    const keyId = key.split('_')[1]!;
    const next = await rotateApiKey(tools, keyId);
    if (!next.ok) throw new Error(next.refusal);
    expect(await rotateApiKey(tools, keyId)).toEqual({ ok: false, refusal: 'TOO_MANY_KEYS' });
    const terms = { kind: 'service' } as const;
    const third = () => createApiKey(tools, 'shop', ['payouts:read'], terms);
    expect(await third()).toEqual({ ok: false, refusal: 'TOO_MANY_KEYS' });
    const from = '192.0.2.7';
    await until(() => Promise.resolve(registry.authenticate(next.value.key, from) !== undefined));
    expect(registry.authenticate(key, from)).toBeDefined();
    after(1);
    expect(registry.authenticate(key, from)).toBeUndefined();
    expect(registry.authenticate(next.value.key, from)).toBeDefined();
    expect(registry.authenticate(next.value.key, '198.51.100.1')).toBeUndefined();
    expect((await third()).ok).toBe(true);
  });

  it('with another definition is refused while the client has live keys', async () => {
    await keyWith();
    const more = () => createApiKey(tools, 'shop', ['payouts:request'], { kind: 'service' });
    expect(await more()).toEqual({ ok: false, refusal: 'CLIENT_DIFFERS' });
    expect(await createApiKey(tools, 'shop', ['commands'])).toEqual({ ok: false, refusal: 'CLIENT_DIFFERS' });
    after(91);
    expect((await more()).ok).toBe(true);
  });
});

describe('a network', () => {
  it.each([
    ['192.0.2.0/24', true],
    ['192.0.2.7/32', true],
    ['2001:db8::/32', true],
    ['::1/128', true],
    ['192.0.2.0/33', false],
    ['192.0.2.0', false],
    ['192.0.2/24', false],
    ['::ffff:192.0.2.0/120', false],
    ['2001:db8::/129', false],
    ['nowhere/8', false],
  ])('%s is one: %s', (text, expected) => expect(isNetwork(text)).toBe(expected));

  it('is left out for every address', () => expect(isWithin(undefined, [])).toBe(true));
});

describe('/v1/keys', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await startApi({ logged: true })));
  afterAll(() => api.close());

  const WISH = { clientName: 'till', kind: 'service', scopes: ['payouts:read'], accounts: ['m-1'] };
  /** A client that makes keys, made by the admin. */
  const keyMaker = async (clientName: string, accounts: '*' | string[]): Promise<string> => {
    const scopes = ['keys', 'payouts:read'];
    const { body } = await post(api, '/v1/keys', { clientName, kind: 'service', scopes, accounts }).expect(
      201,
    );
    const { key } = body as { key: string };
    await until(async () => (await get(api, '/v1/keys', key)).status === 200);
    return key;
  };

  it('makes a key that opens its routes, lists it without its text, changes it and revokes it', async () => {
    const { body } = await post(api, '/v1/keys', { ...WISH, networks: ['127.0.0.0/8'] }).expect(201);
    const { id, key } = body as { id: string; key: string };
    await until(async () => (await get(api, '/v1/payouts', key)).status === 200);
    const { text } = await get(api, '/v1/keys?limit=200').expect(200);
    expect(JSON.parse(text)).toMatchObject({
      items: [{ id, ...WISH, createdBy: 'client:admin', createdByKey: null, networks: ['127.0.0.0/8'] }],
    });
    expect(text).not.toContain(key.slice(-43));
    const next = (await post(api, `/v1/keys/${id}/rotate`).expect(201)).body as { id: string; key: string };
    await post(api, `/v1/keys/${id}/revoke`).expect(200);
    await until(async () => (await get(api, '/v1/payouts', key)).status === 401);
    await get(api, '/v1/payouts', next.key).expect(200);
    await post(api, `/v1/keys/${id}/revoke`).expect(409);
    await post(api, `/v1/keys/${ID}/revoke`).expect(404);
    expect(api.logLines.join('')).not.toContain(next.key.slice(-43));
  });

  it('tells a stranger the same of every key that is not accepted', async () => {
    const wish = { ...WISH, clientName: 'strange' };
    const elsewhere = await post(api, '/v1/keys', { ...wish, networks: ['192.0.2.0/24'] }).expect(201);
    const later = await post(api, '/v1/keys', {
      ...wish,
      notBefore: new Date(Date.now() + DAY_MS).toISOString(),
    }).expect(201);
    const unknown = await get(api, '/v1/payouts', `hf_${ID}_${'x'.repeat(43)}`).expect(401);
    for (const { body } of [elsewhere, later]) {
      const refused = await get(api, '/v1/payouts', (body as { key: string }).key).expect(401);
      expect(refused.text).toBe(unknown.text);
      await post(api, '/v1/payouts', {}, (body as { key: string }).key).expect(401);
    }
  });

  it('names every fault of a key', async () => {
    const wrong = {
      clientName: 'No!',
      kind: 'service',
      scopes: ['cases:decide', 'everything'],
      accounts: [],
      networks: ['here'],
      expiresAt: '2020-01-01T00:00:00Z',
      description: '',
      extra: 1,
    };
    const known = ['accounts', 'clientName', 'description', 'expiresAt', 'networks', 'scopes', 'scopes'];
    const { extra: _extra, ...rest } = wrong;
    expect(faultyFields(await post(api, '/v1/keys', rest))).toEqual(known);
    expect(faultyFields(await post(api, '/v1/keys', {}))).toEqual(['clientName', 'kind', 'scopes']);
    expect((await post(api, '/v1/keys', wrong)).status).toBe(400);
  });

  it('lets a maker give what it has itself, and no scope for persons', async () => {
    const maker = await keyMaker('maker', ['m-1', 'm-2']);
    const give = (wish: object) => post(api, '/v1/keys', { ...WISH, clientName: 'given', ...wish }, maker);
    for (const wish of [{ scopes: ['payouts:request'] }, { accounts: '*' }, { accounts: ['m-1', 'm-3'] }])
      expect((await give(wish)).status).toBe(403);
    const forPersons = { clientName: 'p', kind: 'person', scopes: ['cases:decide'] };
    await post(api, '/v1/keys', forPersons).expect(403);
    await post(api, '/v1/keys', { ...WISH, clientName: 'admin' }).expect(400);
    await give({}).expect(201);
  });

  it('hides the keys of a client that has other accounts', async () => {
    const maker = await keyMaker('small-maker', ['m-9']);
    const { body } = await post(api, '/v1/keys', { ...WISH, clientName: 'hidden' }).expect(201);
    const { id } = body as { id: string };
    const { text } = await get(api, '/v1/keys?limit=200', maker).expect(200);
    expect(text).not.toContain(id);
    const missing = await post(api, `/v1/keys/${ID}/revoke`, undefined, maker).expect(404);
    expect((await post(api, `/v1/keys/${id}/revoke`, undefined, maker).expect(404)).text).toBe(missing.text);
    await post(api, `/v1/keys/${id}/rotate`, undefined, maker).expect(404);
  });
});
