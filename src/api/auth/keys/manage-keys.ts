import type { EventStore, ExpectedRevision } from '../../../event-store/event-store';
import { newEvents } from '../../../event-store/new-events';
import type { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import type { Random } from '../../../shared/random';
import { ok, refuse, type Result } from '../../../shared/result';
import { API_KEYS_STREAM, type ApiKeyEvent } from './api-key-events';
import { type ApiKey, type ApiKeys, asApiKeyEvent, evolveApiKeys } from './api-keys';
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

const MAX_TRIES = 20;

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
  const done = await record<KeyRefusal>(tools, () => ok(created));
  return done.ok ? ok({ keyId: drawn.keyId, key: formatKey(drawn) }) : done;
}

/** Every key ever made, oldest first. @throws {Fault} */
export async function listApiKeys(store: EventStore): Promise<ApiKey[]> {
  return [...(await readKeys(store)).keys.values()];
}

/** Revokes a key for ever: every process refuses it as soon as its subscription has told it. @throws {Fault} */
export async function revokeApiKey(
  tools: KeyTools,
  keyId: string,
): Promise<Result<{ keyId: string }, KeyRefusal>> {
  const done = await record<KeyRefusal>(tools, keys => {
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
  const done = await record<'EXISTS'>(tools, keys => {
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

/** Decides on the keys as they are and appends; decides anew where another process was faster. */
async function record<Refusal>(
  tools: KeyTools,
  decide: (keys: ApiKeys) => Result<ApiKeyEvent, Refusal>,
): Promise<Result<ApiKeyEvent, Refusal>> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { keys, revision } = await readKeys(tools.store);
    const decided = decide(keys);
    if (!decided.ok) return decided;
    const { keyId } = decided.value.data;
    const cause = { causationId: keyId, correlationId: keyId, actor: 'operator' };
    const events = newEvents(API_KEYS_STREAM, [decided.value], cause, tools.clock.now());
    const appended = await tools.store.append(API_KEYS_STREAM, revision, events);
    if (appended.ok) return decided;
  }
  throw new Fault(
    'event store',
    `The stream ${API_KEYS_STREAM} changed ${MAX_TRIES} times while a key was written`,
  );
}

async function readKeys(store: EventStore): Promise<{ keys: ApiKeys; revision: ExpectedRevision }> {
  let keys: ApiKeys = new Map();
  let revision: ExpectedRevision = 'no_stream';
  for await (const event of store.readStream(API_KEYS_STREAM)) {
    const keyEvent = asApiKeyEvent(event);
    if (keyEvent) keys = evolveApiKeys(keys, keyEvent, event.metadata.occurredAt);
    revision = event.revision;
  }
  return { keys, revision };
}
