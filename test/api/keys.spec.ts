import fc from 'fast-check';
import { ApiKeyRegistry } from '../../src/api/auth/keys/api-key-registry';
import {
  createApiKey,
  createFirstAdminKey,
  type KeyTools,
  listApiKeys,
  revokeApiKey,
} from '../../src/api/auth/keys/manage-keys';
import { wishFaults } from '../../src/api/auth/keys/key-wish';
import { formatKey, hashSecret, parseKey } from '../../src/api/auth/keys/key-text';
import { FORMER_SCOPES, SCOPES, type ScopeName } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { systemRandom } from '../../src/shared/random';
import { Secret } from '../../src/shared/settings/secret';
import { newEvents } from '../../src/event-store/new-events';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

/** Waits for what the subscription brings, for so many turns of the loop: a test that waits for ever cannot fail. */
async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1_000; turns += 1) {
    if (condition()) return;
    await new Promise(resolve => setImmediate(resolve));
  }
  throw new Error('It did not come about');
}

function made<Value>(result: { ok: true; value: Value } | { ok: false; refusal: string }): Value {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

const elsewhere = { causationId: 'c', correlationId: 'c', actor: 'client:test' };
async function createElsewhere(store: InMemoryEventStore): Promise<void> {
  const stream = `account-${store.log.length}`;
  await store.append(
    stream,
    'no_stream',
    newEvents(stream, [{ type: 'Any', data: {} }], elsewhere, new Date(0)),
  );
}

let tools: KeyTools & { store: InMemoryEventStore };
let following: AbortController;
beforeEach(() => {
  following = new AbortController();
  tools = { store: new InMemoryEventStore(systemClock), clock: systemClock, random: systemRandom };
});
afterEach(() => following.abort());

const registryOver = (store: InMemoryEventStore, adminKey: Secret | null = null): ApiKeyRegistry =>
  new ApiKeyRegistry({ store, tail: store, clock: systemClock }, adminKey);

async function registry(adminKey: Secret | null = null): Promise<ApiKeyRegistry> {
  const keys = registryOver(tools.store, adminKey);
  void keys.follow(following.signal);
  await until(() => keys.ready);
  return keys;
}

describe('API keys', () => {
  it('open the door for their client, with their scopes and no others', async () => {
    const { key, keyId } = made(await createApiKey(tools, 'checkout', ['accounting', 'commands']));
    expect((await registry()).authenticate(key)).toMatchObject({
      keyId,
      clientName: 'checkout',
      kind: 'unstated',
      accounts: '*',
      scopeNames: ['commands', 'accounting'],
    });
  });

  it('stand in the store as hashes only', async () => {
    const { key } = made(await createApiKey(tools, 'checkout', ['commands']));
    const { secret } = parseKey(key)!;
    const written = JSON.stringify(tools.store.log, (_name, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    expect(written).not.toContain(secret);
    expect(written).toContain(hashSecret(secret));
  });

  it('revoked by one process are refused by every other', async () => {
    const { key, keyId } = made(await createApiKey(tools, 'checkout', ['commands']));
    const [one, other] = [await registry(), await registry()];
    expect([one.authenticate(key), other.authenticate(key)]).not.toContain(undefined);
    made(await revokeApiKey(tools, keyId));
    await until(() => one.authenticate(key) === undefined && other.authenticate(key) === undefined);
    expect((await registry()).authenticate(key)).toBeUndefined();
  });

  it('made by one process are known to every other', async () => {
    const other = await registry();
    const { key } = made(await createApiKey(tools, 'checkout', ['audit']));
    await until(() => other.authenticate(key) !== undefined);
  });

  it('are refused with any character of theirs changed', async () => {
    const { key } = made(await createApiKey(tools, 'checkout', ['commands']));
    const keys = await registry();
    fc.assert(
      fc.property(
        fc.nat(key.length - 1),
        fc.constantFrom(...'abcdefghij0123456789_-'),
        (index, character) => {
          const changed = key.slice(0, index) + character + key.slice(index + 1);
          return changed === key || keys.authenticate(changed) === undefined;
        },
      ),
    );
  });

  it('are refused, whatever the text is', async () => {
    const keys = await registry(new Secret('the-admin-key'));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        text => text === 'the-admin-key' || keys.authenticate(text) === undefined,
      ),
    );
  });

  it('of the environment have every scope, and need no store', () => {
    const keys = registryOver(tools.store, new Secret('the-admin-key'));
    expect(keys.authenticate('the-admin-key')).toEqual({
      clientName: 'admin',
      kind: 'unstated',
      keyId: null,
      accounts: '*',
      scopes: SCOPES,
      scopeNames: FORMER_SCOPES,
    });
  });

  it('are not refused before they have been read: not to know is not to refuse', () => {
    const keys = registryOver(tools.store);
    const text = formatKey({ keyId: systemRandom.uuid(), secret: 'x'.repeat(43) });
    expect(() => keys.authenticate(text)).toThrow(Fault);
  });

  it('of the first start are made once, also by processes that start together', async () => {
    const first = await Promise.all([1, 2, 3, 4].map(() => createFirstAdminKey(tools)));
    const keys = first.filter(key => key !== null);
    expect(keys).toHaveLength(1);
    expect((await registry()).authenticate(keys[0]!.key)).toMatchObject({
      clientName: 'admin',
      scopes: SCOPES,
    });
    made(await revokeApiKey(tools, keys[0]!.keyId));
    expect(await createFirstAdminKey(tools)).toBeNull();
  });

  it('are known after a start that reads their stream and nothing else of the log', async () => {
    const { store } = tools;
    const { key } = made(await createApiKey(tools, 'checkout', ['commands']));
    for (let count = 0; count < 200; count += 1) await createElsewhere(store);
    const subscribing = jest.spyOn(store, 'subscribe');
    const reading = jest.spyOn(store, 'readStream');
    const everything = jest.spyOn(store, 'readAll');
    const keys = await registry();
    expect(keys.authenticate(key)).toMatchObject({ clientName: 'checkout' });
    expect(subscribing.mock.calls[0]![0].after).toEqual(store.log.at(-1)!.position);
    expect(new Set(reading.mock.calls.map(([stream]) => stream))).toEqual(new Set(['api-keys']));
    expect(everything).not.toHaveBeenCalled();
  });

  it('revoked while the registry reads are refused by it', async () => {
    const { store } = tools;
    const { key, keyId } = made(await createApiKey(tools, 'checkout', ['commands']));
    // The stream is read as it was before the revocation, which is in the log when the read ends.
    jest.spyOn(store, 'readStream').mockImplementationOnce(async function* (stream) {
      const before = store.eventsOf(stream);
      made(await revokeApiKey(tools, keyId));
      yield* before;
    });
    const keys = await registry();
    expect(keys.authenticate(key)).toBeUndefined();
  });

  it('are read when a store that is away at the start comes back', async () => {
    const { store } = tools;
    const { key } = made(await createApiKey(tools, 'checkout', ['commands']));
    jest.spyOn(store, 'readTail').mockRejectedValueOnce(new Fault('event store', 'away'));
    const clock = new ManualClock();
    const keys = new ApiKeyRegistry({ store, tail: store, clock }, null);
    void keys.follow(following.signal);
    await new Promise(resolve => setImmediate(resolve));
    expect(keys.ready).toBe(false);
    clock.advance(500);
    await until(() => keys.ready);
    expect(keys.authenticate(key)).toMatchObject({ clientName: 'checkout' });
  });

  it('are listed with what became of them', async () => {
    const ids = [];
    for (const client of ['a', 'b']) ids.push(made(await createApiKey(tools, client, ['commands'])).keyId);
    made(await revokeApiKey(tools, ids[0]!));
    const listed = await listApiKeys(tools.store);
    expect(listed.map(({ keyId, clientName, revokedAt }) => [keyId, clientName, revokedAt !== null])).toEqual(
      [
        [ids[0], 'a', true],
        [ids[1], 'b', false],
      ],
    );
  });

  it.each(['', 'Checkout', 'a b', '-a', 'a'.repeat(65), 'a\n'])(
    'cannot be made for a client called %j',
    async name => {
      expect(await createApiKey(tools, name, ['commands'])).toEqual({
        ok: false,
        refusal: 'KEY_INVALID',
      });
      expect(tools.store.log).toEqual([]);
    },
  );

  it('of a client that states its kind have its scopes and accounts, also its older keys', async () => {
    const before = made(await createApiKey(tools, 'shop', ['commands']));
    const keys = await registry();
    const client = { kind: 'service', accounts: ['merchant-1'] } as const;
    const { key } = made(await createApiKey(tools, 'shop', ['payouts:read', 'payouts:request'], client));
    await until(() => keys.authenticate(key) !== undefined);
    for (const text of [before.key, key])
      expect(keys.authenticate(text)).toMatchObject({
        clientName: 'shop',
        kind: 'service',
        accounts: ['merchant-1'],
        scopes: ['payouts:request', 'payouts:read'],
      });
  });

  it.each<[readonly string[], object, string[]]>([
    [['commands', 'cases:decide', 'limits', 'audit'], { kind: 'service' }, ['scopes', 'scopes', 'scopes']],
    [['payouts:read', 'nonsense', 'audit'], {}, ['scopes', 'scopes']],
    [['payouts:read'], { kind: 'robot', accounts: [] }, ['kind', 'scopes', 'accounts']],
    [['commands'], { accounts: ['merchant-1'] }, ['accounts']],
    [['payouts:read'], { kind: 'service', accounts: ['a', 'not an id'] }, ['accounts']],
    [[], { kind: 'person' }, ['scopes']],
  ])('are not made with the scopes %j of %j; every fault is named', async (scopes, client, faults) => {
    const wish = { clientName: 'shop', scopes, kind: undefined, accounts: undefined, ...client };
    expect(wishFaults(wish, new Date()).map(({ field }) => field)).toEqual(faults);
    const refused = await createApiKey(tools, 'shop', scopes as ScopeName[], client);
    expect(refused).toEqual({ ok: false, refusal: 'KEY_INVALID' });
    expect(tools.store.log).toEqual([]);
  });

  it('need a scope, and can be revoked once', async () => {
    expect(await createApiKey(tools, 'a', [])).toEqual({ ok: false, refusal: 'KEY_INVALID' });
    expect(await revokeApiKey(tools, 'nobody')).toEqual({ ok: false, refusal: 'KEY_NOT_FOUND' });
    const { keyId } = made(await createApiKey(tools, 'a', ['commands']));
    made(await revokeApiKey(tools, keyId));
    expect(await revokeApiKey(tools, keyId)).toEqual({ ok: false, refusal: 'KEY_ALREADY_REVOKED' });
    expect(tools.store.log).toHaveLength(2);
  });
});
