import { change } from '../../../event-store/change';
import type { EventStore } from '../../../event-store/event-store';
import { load, type Fold, type Loaded, type StreamDecider } from '../../../event-store/load';
import type { Clock } from '../../../shared/clock';
import type { Random } from '../../../shared/random';
import { ok, refuse, type Result } from '../../../shared/result';
import { API_KEYS_STREAM, type ApiKeyEvent } from './api-key-events';
import { type ApiClient, type ApiKey, type ApiKeys, clientOfKey, evolveApiKeys, NO_KEYS } from './api-keys';
import { drawKey, formatKey, hashSecret, type KeyText } from './key-text';
import { type KeyWish, wishFaults } from './key-wish';
import { FORMER_SCOPES, SCOPE_NAMES, type ScopeName } from './scopes';

export const ADMIN_CLIENT = 'admin';

export interface KeyTools {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** KEY_INVALID: `wishFaults` names what is wrong. */
export type KeyRefusal = 'KEY_INVALID' | 'KEY_NOT_FOUND' | 'KEY_ALREADY_REVOKED';

/** The only time the key's text is known: it is not kept. */
export interface NewKey {
  readonly keyId: string;
  readonly key: string;
}

/** Makes a key, and defines its client where the wish states a kind. @throws {Fault} */
export async function createApiKey(
  tools: KeyTools,
  clientName: string,
  scopes: readonly ScopeName[],
  client: Pick<KeyWish, 'kind' | 'accounts'> = {},
): Promise<Result<NewKey, KeyRefusal>> {
  const wish = { clientName, scopes, kind: client.kind, accounts: client.accounts };
  if (wishFaults(wish).length > 0) return refuse('KEY_INVALID');
  const drawn = drawKey(tools.random);
  const made = eventsOf(wish, drawn);
  const done = await changeKeys<KeyRefusal>(tools, drawn.keyId, () => ok(made));
  return done.ok ? ok({ keyId: drawn.keyId, key: formatKey(drawn) }) : done;
}

/** A key as an operator sees it: without its hash, with what its client may do. */
export interface ListedKey extends Omit<ApiKey, 'hash' | 'scopes'>, Pick<ApiClient, 'kind' | 'accounts'> {
  /** By the names that the key or its client was made with. */
  readonly scopes: readonly ScopeName[];
}

/** Every key ever made, oldest first. @throws {Fault} */
export async function listApiKeys(store: EventStore): Promise<ListedKey[]> {
  const { state } = await load(store, API_KEYS_STREAM, allKeys);
  return [...state.keys.values()].map(key => {
    const { hash: _hash, ...shown } = key;
    const { kind, accounts, scopeNames } = clientOfKey(state, key);
    return { ...shown, kind, accounts, scopes: scopeNames };
  });
}

/** Revokes a key for ever: every process refuses it as soon as its subscription has told it. @throws {Fault} */
export async function revokeApiKey(
  tools: KeyTools,
  keyId: string,
): Promise<Result<{ keyId: string }, KeyRefusal>> {
  const done = await changeKeys<KeyRefusal>(tools, keyId, keys => {
    const key = keys.keys.get(keyId);
    if (!key) return refuse('KEY_NOT_FOUND');
    return key.revokedAt === null
      ? ok([{ type: 'ApiKeyRevoked', data: { keyId } }])
      : refuse('KEY_ALREADY_REVOKED');
  });
  return done.ok ? ok({ keyId }) : done;
}

/**
 * The first start's key with every scope, or null where one was ever made: a revoked one does not come back by itself.
 * Of two processes that start together one makes it, and only that one gets it to show. @throws {Fault}
 */
export async function createFirstAdminKey(tools: KeyTools): Promise<NewKey | null> {
  const drawn = drawKey(tools.random);
  const made = eventsOf({ clientName: ADMIN_CLIENT, scopes: FORMER_SCOPES }, drawn);
  const done = await changeKeys<'EXISTS'>(tools, drawn.keyId, ({ keys }) => {
    const exists = [...keys.values()].some(key => key.clientName === ADMIN_CLIENT);
    return exists ? refuse('EXISTS') : ok(made);
  });
  return done.ok ? { keyId: drawn.keyId, key: formatKey(drawn) } : null;
}

function eventsOf({ clientName, kind, accounts = '*', scopes }: KeyWish, drawn: KeyText): ApiKeyEvent[] {
  const distinct = SCOPE_NAMES.filter(scope => scopes.includes(scope));
  const key = keyCreated(clientName, kind === undefined ? distinct : null, drawn);
  if (kind === undefined) return [key];
  const listed = accounts === '*' ? accounts : [...new Set(accounts)];
  return [{ type: 'ApiClientDefined', data: { clientName, kind, accounts: listed, scopes: distinct } }, key];
}

const keyCreated = (clientName: string, scopes: ScopeName[] | null, drawn: KeyText): ApiKeyEvent => ({
  type: 'ApiKeyCreated',
  data: {
    keyId: drawn.keyId,
    clientName,
    scopes,
    hash: hashSecret(drawn.secret),
    notBefore: null,
    expiresAt: null,
    networks: [],
    description: null,
  },
});

/** Decides on the keys as they are now. `keyId`: the key that the decision is about. @throws {Fault} */
function changeKeys<Refusal>(
  tools: KeyTools,
  keyId: string,
  decide: KeyDecision<Refusal>,
): Promise<Result<Loaded<ApiKeys>, Refusal>> {
  const cause = { causationId: keyId, correlationId: keyId, actor: 'operator' };
  return change(tools, keyStream<Refusal>(), API_KEYS_STREAM, decide, cause);
}

type KeyDecision<Refusal> = (keys: ApiKeys) => Result<readonly ApiKeyEvent[], Refusal>;

const allKeys: Fold<ApiKeys, ApiKeyEvent> = { initial: NO_KEYS, evolve: evolveApiKeys };

const keyStream = <Refusal>(): StreamDecider<ApiKeys, KeyDecision<Refusal>, ApiKeyEvent, Refusal> => ({
  ...allKeys,
  eventIds: 'PER_CAUSE',
  decide: (keys, decision) => decision(keys),
});
