import type { RecordedEvent } from '../../../event-store/event-store';
import type { Envelope } from '../../../event-store/load';
import {
  API_KEYS_STREAM,
  type ApiClientDefined,
  type ApiKeyCreated,
  type ApiKeyEvent,
} from './api-key-events';
import { isWithin } from '../../../shared/system/networks';
import { ALL_ACCOUNT_SCOPES, type ClientKind, type Scope, type ScopeName, scopesOf } from './scopes';

export interface ApiKey extends ApiKeyCreated {
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  /** RFC 3339 UTC; null while the key is not revoked. */
  readonly revokedAt: string | null;
  /** `operator` for the command line, or `client:<name>`; with the key that made it, where it was a key. */
  readonly createdBy: { readonly actor: string; readonly keyId: string | null };
}

/** Why a key is not accepted. Strangers hear nothing of it. */
export type KeyFault = 'REVOKED' | 'EXPIRED' | 'NOT_YET_VALID' | 'WRONG_NETWORK';

/** What is wrong with the key at this time and from this address; undefined: nothing. */
export function keyFault(key: ApiKey, now: Date, address: string | undefined): KeyFault | undefined {
  if (key.revokedAt !== null) return 'REVOKED';
  if (key.expiresAt !== null && now >= new Date(key.expiresAt)) return 'EXPIRED';
  if (key.notBefore !== null && now < new Date(key.notBefore)) return 'NOT_YET_VALID';
  return isWithin(address, key.networks) ? undefined : 'WRONG_NETWORK';
}

/** The keys of the client that are accepted now or will be: neither revoked nor expired. */
export const liveKeysOf = ({ keys }: ApiKeys, clientName: string, now: Date): ApiKey[] =>
  [...keys.values()].filter(
    key =>
      key.clientName === clientName &&
      key.revokedAt === null &&
      (key.expiresAt === null || now < new Date(key.expiresAt)),
  );

export interface ApiKeys {
  /** Every key ever made, by id, in the order they were made. */
  readonly keys: ReadonlyMap<string, ApiKey>;
  /** The last definition of every client that states its kind, by name. */
  readonly clients: ReadonlyMap<string, ApiClientDefined>;
}

export const NO_KEYS: ApiKeys = { keys: new Map(), clients: new Map() };

/** Who is calling. Several keys may be of one client. */
export interface ApiClient {
  readonly clientName: string;
  readonly kind: ClientKind;
  /** null: the key of the environment. */
  readonly keyId: string | null;
  /** The accounts that the client sees and moves; `*`: all. */
  readonly accounts: '*' | readonly string[];
  /** What the client may do. */
  readonly scopes: readonly Scope[];
  /** The same by the names that the key or the client was made with. */
  readonly scopeNames: readonly ScopeName[];
  /** The Ed25519 public key (PEM) that its changes are signed for; absent: they need no signature. */
  readonly signingKey?: string;
  /** The id of the request in which it calls. */
  readonly requestId?: string;
}

/** The client that a key belongs to. Its definition stands above what the key was made with. */
export function clientOfKey({ clients }: ApiKeys, key: ApiKey): ApiClient {
  const { clientName, keyId } = key;
  const client = clients.get(clientName);
  const kind = client?.kind ?? 'unstated';
  const scopeNames = client?.scopes ?? key.scopes ?? [];
  const accounts = client?.accounts ?? '*';
  const scopes = scopesOf(scopeNames, kind).filter(scope => isPossible(scope, accounts));
  const signing = key.signingKey === null ? {} : { signingKey: key.signingKey };
  return { clientName, kind, keyId, accounts, scopes, scopeNames, ...signing };
}

const isPossible = (scope: Scope, accounts: ApiClient['accounts']): boolean =>
  accounts === '*' || !ALL_ACCOUNT_SCOPES.includes(scope);

/** The keys after one more event. Idempotent: a repeated event changes nothing, and an event of an unknown type neither. */
export function evolveApiKeys(state: ApiKeys, event: ApiKeyEvent, { metadata }: Envelope): ApiKeys {
  const { occurredAt } = metadata;
  switch (event.type) {
    case 'ApiClientDefined':
      return { ...state, clients: new Map(state.clients).set(event.data.clientName, event.data) };
    case 'ApiKeyCreated':
      return state.keys.has(event.data.keyId)
        ? state
        : withKey(state, {
            ...event.data,
            createdAt: occurredAt,
            revokedAt: null,
            createdBy: { actor: metadata.actor, keyId: metadata.keyId ?? null },
          });
    case 'ApiKeyRotated': {
      const known = state.keys.get(event.data.keyId);
      return known ? withKey(state, { ...known, expiresAt: event.data.expiresAt }) : state;
    }
    case 'ApiKeyRevoked': {
      const known = state.keys.get(event.data.keyId);
      return known?.revokedAt === null ? withKey(state, { ...known, revokedAt: occurredAt }) : state;
    }
    default:
      return state;
  }
}

const withKey = (state: ApiKeys, key: ApiKey): ApiKeys => ({
  ...state,
  keys: new Map(state.keys).set(key.keyId, key),
});

/** Whether it is an event of the keys' stream: a prefix may match more than one stream. */
export const isApiKeyEvent = (event: RecordedEvent): event is RecordedEvent<ApiKeyEvent> =>
  event.streamId === API_KEYS_STREAM;
