import { change } from '../../../event-store/change';
import type { EventStore } from '../../../event-store/event-store';
import { load, type Fold, type Loaded, type StreamDecider } from '../../../event-store/load';
import type { Clock } from '../../../shared/clock';
import type { Random } from '../../../shared/random';
import { ok, refuse, type Result } from '../../../shared/result';
import { originOf } from '../client';
import { doneBy, type Happening } from '../security/happening';
import type { SecurityKind } from '../security/security-event';
import { API_KEYS_STREAM, type ApiKeyEvent } from './api-key-events';
import { type ApiClient, type ApiKey, type ApiKeys, clientOfKey, evolveApiKeys, NO_KEYS } from './api-keys';
import {
  decideCreation,
  decideRevocation,
  decideRotation,
  type KeyMaker,
  type KeyRefusal,
  seesClient,
} from './key-decisions';
import { readKeyUses, type Uses } from './key-uses';
import { drawKey, formatKey } from './key-text';
import { type KeyWish, wishFaults } from './key-wish';
import { ADMIN_CLIENT, FORMER_SCOPES, type ScopeName } from './scopes';

export interface KeyTools {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Where it is recorded for those who audit access. The keys' own stream has it in any case. */
  readonly security?: KeyRecords;
}

/** Does not reject. */
interface KeyRecords {
  note(happening: Happening): unknown;
}

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
  terms: Omit<KeyWish, 'clientName' | 'scopes'> = {},
  maker: KeyMaker = 'operator',
): Promise<Result<NewKey, KeyRefusal>> {
  const wish = { ...terms, clientName, scopes };
  const now = tools.clock.now();
  if (wishFaults(wish, now).length > 0) return refuse('KEY_INVALID');
  const drawn = drawKey(tools.random);
  const done = await changeKeys<KeyRefusal>(tools, drawn.keyId, maker, keys =>
    decideCreation(keys, wish, drawn, now, maker),
  );
  if (done.ok) await note(tools, 'KEY_MADE', drawn.keyId, maker, clientName);
  return done.ok ? ok({ keyId: drawn.keyId, key: formatKey(drawn) }) : done;
}

/** Makes the successor of a key: same client, same terms. @throws {Fault} */
export async function rotateApiKey(
  tools: KeyTools,
  keyId: string,
  maker: KeyMaker = 'operator',
): Promise<Result<NewKey, KeyRefusal>> {
  const drawn = drawKey(tools.random);
  const now = tools.clock.now();
  const done = await changeKeys<KeyRefusal>(tools, drawn.keyId, maker, keys =>
    decideRotation(keys, keyId, drawn, now, maker),
  );
  if (done.ok) await note(tools, 'KEY_ROTATED', keyId, maker, clientOf(done.value, keyId));
  return done.ok ? ok({ keyId: drawn.keyId, key: formatKey(drawn) }) : done;
}

/** A key as an operator sees it: without its hash, with what its client may do. */
export interface ListedKey extends Omit<ApiKey, 'hash' | 'scopes'>, Pick<ApiClient, 'kind' | 'accounts'> {
  /** By the names that the key or its client was made with. */
  readonly scopes: readonly ScopeName[];
  /** RFC 3339 UTC, right to the hour; null: never, as far as it is recorded. */
  readonly lastUsedAt: string | null;
}

/** Every key ever made of the clients that the maker sees, oldest first. @throws {Fault} */
export async function listApiKeys(
  store: EventStore,
  maker: KeyMaker = 'operator',
  findUses: () => Promise<Uses> = () => readKeyUses(store),
): Promise<ListedKey[]> {
  const uses = await findUses();
  const { state } = await load(store, API_KEYS_STREAM, allKeys);
  const seen = [...state.keys.values()].filter(key => seesClient(state, maker, key.clientName));
  return seen.map(key => {
    const { hash: _hash, ...shown } = key;
    const { kind, accounts, scopeNames } = clientOfKey(state, key);
    const usedMs = uses.get(key.keyId);
    const lastUsedAt = usedMs === undefined ? null : new Date(usedMs).toISOString();
    return { ...shown, kind, accounts, scopes: scopeNames, lastUsedAt };
  });
}

/** Revokes a key for ever: every process refuses it as soon as its subscription has told it. @throws {Fault} */
export async function revokeApiKey(
  tools: KeyTools,
  keyId: string,
  maker: KeyMaker = 'operator',
): Promise<Result<{ keyId: string }, KeyRefusal>> {
  const done = await changeKeys<KeyRefusal>(tools, keyId, maker, keys =>
    decideRevocation(keys, keyId, maker),
  );
  if (done.ok) await note(tools, 'KEY_REVOKED', keyId, maker, clientOf(done.value, keyId));
  return done.ok ? ok({ keyId }) : done;
}

/**
 * The first start's key with every scope, or null where one was ever made: a revoked one does not come back by itself.
 * Of two processes that start together one makes it, and only that one gets it to show. @throws {Fault}
 */
export async function createFirstAdminKey(tools: KeyTools): Promise<NewKey | null> {
  const drawn = drawKey(tools.random);
  const wish = { clientName: ADMIN_CLIENT, scopes: FORMER_SCOPES };
  const done = await changeKeys<'EXISTS' | KeyRefusal>(tools, drawn.keyId, 'operator', state => {
    const exists = [...state.keys.values()].some(key => key.clientName === ADMIN_CLIENT);
    return exists ? refuse('EXISTS') : decideCreation(state, wish, drawn, tools.clock.now(), 'operator');
  });
  if (done.ok) await note(tools, 'KEY_MADE', drawn.keyId, 'operator', ADMIN_CLIENT);
  return done.ok ? { keyId: drawn.keyId, key: formatKey(drawn) } : null;
}

const clientOf = ({ state }: Loaded<ApiKeys>, keyId: string): string =>
  state.keys.get(keyId)?.clientName ?? '';

async function note(
  { security }: KeyTools,
  kind: SecurityKind,
  keyId: string,
  maker: KeyMaker,
  clientName: string,
): Promise<void> {
  const by = maker === 'operator' ? {} : doneBy(maker);
  await security?.note({ kind, ...by, subjects: [keyId], reason: `a key of ${clientName}` });
}

/** Decides on the keys as they are now. `keyId`: the key that the decision is about. @throws {Fault} */
function changeKeys<Refusal>(
  tools: KeyTools,
  keyId: string,
  maker: KeyMaker,
  decide: KeyDecision<Refusal>,
): Promise<Result<Loaded<ApiKeys>, Refusal>> {
  const by =
    maker === 'operator' ? { actor: maker } : { actor: `client:${maker.clientName}`, ...originOf(maker) };
  const cause = { causationId: keyId, correlationId: keyId, ...by };
  return change(tools, keyStream<Refusal>(), API_KEYS_STREAM, decide, cause);
}

type KeyDecision<Refusal> = (keys: ApiKeys) => Result<readonly ApiKeyEvent[], Refusal>;

const allKeys: Fold<ApiKeys, ApiKeyEvent> = { initial: NO_KEYS, evolve: evolveApiKeys };

const keyStream = <Refusal>(): StreamDecider<ApiKeys, KeyDecision<Refusal>, ApiKeyEvent, Refusal> => ({
  ...allKeys,
  eventIds: 'PER_CAUSE',
  decide: (keys, decision) => decision(keys),
});
