import { ok, refuse, type Result } from '../../../shared/result';
import type { ApiClientDefined, ApiKeyCreated, ApiKeyEvent } from './api-key-events';
import { type ApiClient, type ApiKey, type ApiKeys, clientOfKey, liveKeysOf } from './api-keys';
import { pemIn } from '../signing/signing-key';
import { hashSecret, type KeyText } from './key-text';
import { daysAfter, DEFAULT_DAYS, type KeyWish } from './key-wish';
import { ADMIN_CLIENT, PERSON_SCOPES, SCOPE_NAMES, scopesOf } from './scopes';

/**
 * KEY_INVALID: `wishFaults` names what is wrong. CLIENT_DIFFERS: the client is something else and has keys that are in use.
 * NOT_GRANTABLE: the maker does not have it, or only an operator gives it. KEY_ENDED: it is revoked or expired.
 */
export type KeyRefusal =
  | 'KEY_INVALID'
  | 'KEY_NOT_FOUND'
  | 'KEY_ALREADY_REVOKED'
  | 'KEY_ENDED'
  | 'CLIENT_DIFFERS'
  | 'TOO_MANY_KEYS'
  | 'NOT_GRANTABLE';

type Decision = Result<readonly ApiKeyEvent[], KeyRefusal>;

/** Who decides: a client over HTTP, or the operator at the command line, who is not limited. */
export type KeyMaker = ApiClient | 'operator';

/** One key is in use, and one takes over. */
const MAX_LIVE_KEYS = 2;
/** How long a key goes on beside its successor. */
const OVERLAP_DAYS = 1;

export function decideCreation(
  state: ApiKeys,
  wish: KeyWish,
  drawn: KeyText,
  now: Date,
  maker: KeyMaker,
): Decision {
  const definition = definitionOf(wish);
  if (!mayGrant(maker, wish.clientName, grantOf(wish)) || !seesClient(state, maker, wish.clientName))
    return refuse('NOT_GRANTABLE');
  const live = liveKeysOf(state, wish.clientName, now);
  if (maker !== 'operator' && wish.signingKey === undefined && live.some(key => key.signingKey !== null))
    return refuse('NOT_GRANTABLE');
  const known = state.clients.get(wish.clientName);
  const isSame = JSON.stringify(known) === JSON.stringify(definition);
  if (known && !isSame && (!definition || live.length > 0)) return refuse('CLIENT_DIFFERS');
  if (definition && live.length >= MAX_LIVE_KEYS) return refuse('TOO_MANY_KEYS');
  const defined = definition && !isSame ? [{ type: 'ApiClientDefined' as const, data: definition }] : [];
  return ok([...defined, { type: 'ApiKeyCreated', data: createdOf(wish, drawn, now) }]);
}

/** Another key with the same terms. The former key ends a day later, or when it would have ended. */
export function decideRotation(
  state: ApiKeys,
  keyId: string,
  drawn: KeyText,
  now: Date,
  maker: KeyMaker,
): Decision {
  const key = state.keys.get(keyId);
  if (!key || !seesClient(state, maker, key.clientName)) return refuse('KEY_NOT_FOUND');
  const live = liveKeysOf(state, key.clientName, now);
  if (!live.includes(key)) return refuse('KEY_ENDED');
  const client = clientOfKey(state, key);
  if (!mayGrant(maker, key.clientName, client)) return refuse('NOT_GRANTABLE');
  if (client.kind !== 'unstated' && live.length >= MAX_LIVE_KEYS) return refuse('TOO_MANY_KEYS');
  const overlap = daysAfter(now, OVERLAP_DAYS).toISOString();
  const expiresAt = key.expiresAt !== null && key.expiresAt < overlap ? key.expiresAt : overlap;
  return ok([
    { type: 'ApiKeyCreated', data: successorOf(key, drawn, now) },
    { type: 'ApiKeyRotated', data: { keyId, successorId: drawn.keyId, expiresAt } },
  ]);
}

export function decideRevocation(state: ApiKeys, keyId: string, maker: KeyMaker): Decision {
  const key = state.keys.get(keyId);
  if (!key || !seesClient(state, maker, key.clientName)) return refuse('KEY_NOT_FOUND');
  if (key.revokedAt !== null) return refuse('KEY_ALREADY_REVOKED');
  return ok([{ type: 'ApiKeyRevoked', data: { keyId } }]);
}

/** Whether the maker sees the client: all accounts of the client are the maker's too. A new client is seen by all. */
export function seesClient(state: ApiKeys, maker: KeyMaker, clientName: string): boolean {
  if (maker === 'operator') return true;
  const hasKeys = [...state.keys.values()].some(key => key.clientName === clientName);
  return !hasKeys || covers(maker.accounts, state.clients.get(clientName)?.accounts ?? '*');
}

type Grant = Pick<ApiClient, 'accounts' | 'scopes'>;

/**
 * A client gives no scope and no account that it does not have. Scopes for persons are given by an operator alone. With them a
 * maker of keys could be the second person, too.
 */
function mayGrant(maker: KeyMaker, clientName: string, { accounts, scopes }: Grant): boolean {
  if (maker === 'operator') return true;
  return (
    clientName !== ADMIN_CLIENT &&
    scopes.every(scope => maker.scopes.includes(scope) && !PERSON_SCOPES.includes(scope)) &&
    covers(maker.accounts, accounts)
  );
}

const covers = (own: ApiClient['accounts'], others: ApiClient['accounts']): boolean =>
  own === '*' || (others !== '*' && others.every(accountId => own.includes(accountId)));

const grantOf = ({ scopes, accounts = '*', kind }: KeyWish): Grant => ({
  accounts,
  scopes: scopesOf(scopes, kind ?? 'unstated'),
});

function definitionOf({ clientName, kind, accounts = '*', scopes }: KeyWish): ApiClientDefined | undefined {
  if (kind === undefined) return undefined;
  const listed = accounts === '*' ? accounts : [...new Set(accounts)].sort();
  return { clientName, kind, accounts: listed, scopes: distinct(scopes) };
}

const distinct = (scopes: KeyWish['scopes']) => SCOPE_NAMES.filter(scope => scopes.includes(scope));

function createdOf(wish: KeyWish, { keyId, secret }: KeyText, now: Date): ApiKeyCreated {
  const {
    clientName,
    kind,
    scopes,
    notBefore,
    expiresAt,
    networks = [],
    description = null,
    signingKey,
  } = wish;
  const start = notBefore === undefined ? now : new Date(notBefore);
  const byDefault = kind === undefined ? null : daysAfter(start, DEFAULT_DAYS).toISOString();
  return {
    keyId,
    clientName,
    scopes: kind === undefined ? distinct(scopes) : null,
    hash: hashSecret(secret),
    notBefore: notBefore === undefined ? null : start.toISOString(),
    expiresAt: expiresAt === undefined ? byDefault : new Date(expiresAt).toISOString(),
    networks: [...networks],
    description,
    signingKey: signingKey === undefined ? null : pemIn(signingKey),
  };
}

function successorOf(key: ApiKey, { keyId, secret }: KeyText, now: Date): ApiKeyCreated {
  const { clientName, scopes, networks, description, signingKey } = key;
  const start = new Date(key.notBefore ?? key.createdAt).getTime();
  const lifeMs = key.expiresAt === null ? null : new Date(key.expiresAt).getTime() - start;
  const expiresAt = lifeMs === null ? null : new Date(now.getTime() + lifeMs).toISOString();
  const hash = hashSecret(secret);
  return { keyId, clientName, scopes, hash, notBefore: null, expiresAt, networks, description, signingKey };
}
