import { change } from '../../../event-store/change';
import type { EventStore } from '../../../event-store/event-store';
import { load, type Fold, type Loaded, type StreamDecider } from '../../../event-store/load';
import type { Clock } from '../../../shared/clock';
import type { Random } from '../../../shared/random';
import { ok, refuse, type Result } from '../../../shared/result';
import { API_KEYS_STREAM, type ApiKeyEvent } from './api-key-events';
import { type ApiKey, type ApiKeys, evolveApiKeys } from './api-keys';
import { drawKey, formatKey, hashSecret } from './key-text';
import { type Scope, SCOPES } from './scopes';

export const ADMIN_CLIENT = 'admin';

export interface KeyTools {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
}

export type KeyRefusal = 'CLIENT_NAME_INVALID' | 'SCOPES_MISSING' | 'KEY_NOT_FOUND' | 'KEY_ALREADY_REVOKED';

/** The only time the key's text is known: it is not kept. */
export interface NewKey {
  readonly keyId: string;
  readonly key: string;
}

/** Makes a key for a client: `a-z 0-9 . _ -`, at most 64 characters. @throws {Fault} */
export async function createApiKey(
  tools: KeyTools,
  clientName: string,
  scopes: readonly Scope[],
): Promise<Result<NewKey, KeyRefusal>> {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(clientName)) return refuse('CLIENT_NAME_INVALID');
  if (scopes.length === 0) return refuse('SCOPES_MISSING');
  const drawn = drawKey(tools.random);
  const created = keyCreated(drawn.keyId, clientName, scopes, drawn.secret);
  const done = await changeKeys<KeyRefusal>(tools, drawn.keyId, () => ok(created));
  return done.ok ? ok({ keyId: drawn.keyId, key: formatKey(drawn) }) : done;
}

/** Every key ever made, oldest first. @throws {Fault} */
export async function listApiKeys(store: EventStore): Promise<ApiKey[]> {
  return [...(await load(store, API_KEYS_STREAM, allKeys)).state.values()];
}

/** Revokes a key for ever: every process refuses it as soon as its subscription has told it. @throws {Fault} */
export async function revokeApiKey(
  tools: KeyTools,
  keyId: string,
): Promise<Result<{ keyId: string }, KeyRefusal>> {
  const done = await changeKeys<KeyRefusal>(tools, keyId, keys => {
    const key = keys.get(keyId);
    if (!key) return refuse('KEY_NOT_FOUND');
    return key.revokedAt === null
      ? ok({ type: 'ApiKeyRevoked', data: { keyId } })
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
  const done = await changeKeys<'EXISTS'>(tools, drawn.keyId, keys => {
    const exists = [...keys.values()].some(key => key.clientName === ADMIN_CLIENT);
    return exists ? refuse('EXISTS') : ok(keyCreated(drawn.keyId, ADMIN_CLIENT, SCOPES, drawn.secret));
  });
  return done.ok ? { keyId: drawn.keyId, key: formatKey(drawn) } : null;
}

function keyCreated(
  keyId: string,
  clientName: string,
  scopes: readonly Scope[],
  secret: string,
): ApiKeyEvent {
  const distinct = SCOPES.filter(scope => scopes.includes(scope));
  return { type: 'ApiKeyCreated', data: { keyId, clientName, scopes: distinct, hash: hashSecret(secret) } };
}

/** Decides on the keys as they are now. `keyId`: the key that the decision is about. @throws {Fault} */
function changeKeys<Refusal>(
  tools: KeyTools,
  keyId: string,
  decide: KeyDecision<Refusal>,
): Promise<Result<Loaded<ApiKeys>, Refusal>> {
  const cause = { causationId: keyId, correlationId: keyId, actor: 'operator' };
  return change(tools, keyStream<Refusal>(), API_KEYS_STREAM, decide, cause);
}

type KeyDecision<Refusal> = (keys: ApiKeys) => Result<ApiKeyEvent, Refusal>;

const allKeys: Fold<ApiKeys, ApiKeyEvent> = { initial: new Map(), evolve: evolveApiKeys };

const keyStream = <Refusal>(): StreamDecider<ApiKeys, KeyDecision<Refusal>, ApiKeyEvent, Refusal> => ({
  ...allKeys,
  eventIds: 'PER_CAUSE',
  decide(keys, decision) {
    const decided = decision(keys);
    return decided.ok ? ok([decided.value]) : decided;
  },
});
