import { ACCOUNT_ID, isPlainText } from '../../fields/field-rules';
import { parseTime } from '../../fields/times';
import type { FieldFault } from '../../problems/problem';
import { signingKeyIn } from '../signing/signing-key';
import { isNetwork } from '../../../shared/system/networks';
import {
  ADMIN_CLIENT,
  ALL_ACCOUNT_SCOPES,
  CLIENT_KINDS,
  isFormer,
  isScopeName,
  PERSON_SCOPES,
  SCOPE_NAMES,
  type ScopeName,
  scopesOf,
  type StatedKind,
} from './scopes';

/** A key as it is asked for. */
export interface KeyWish {
  readonly clientName: string;
  readonly scopes: readonly ScopeName[];
  /** Left out: a client that states nothing, with former scopes alone. */
  readonly kind?: StatedKind | undefined;
  /** Default: all. */
  readonly accounts?: '*' | readonly string[] | undefined;
  /** RFC 3339. Default: from its making on. */
  readonly notBefore?: string | undefined;
  /** RFC 3339. Default: 90 days after its making; never for a client that states nothing. */
  readonly expiresAt?: string | undefined;
  /** CIDR blocks. Default: everywhere. */
  readonly networks?: readonly string[] | undefined;
  readonly description?: string | undefined;
  /** An Ed25519 public key in PEM. Default: requests are not signed. */
  readonly signingKey?: string | undefined;
}

/** Where a key's life ends when it is not said. */
export const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

export const daysAfter = (time: Date, days: number): Date => new Date(time.getTime() + days * DAY_MS);

/** A key as it is asked for by people and programs, who can write anything. */
export type UncheckedWish = { readonly [Field in keyof KeyWish]?: unknown };

type Check = (wish: UncheckedWish, now: Date) => readonly (string | false)[];

const CHECKS: Readonly<Record<keyof KeyWish, Check>> = {
  clientName: ({ clientName, kind }) => [
    clientName === ADMIN_CLIENT && kind !== undefined && 'admin is the first client, which states no kind',
    !(typeof clientName === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(clientName)) &&
      'must be 1 to 64 of a-z 0-9 . _ - and begin with a letter or digit',
  ],
  kind: ({ kind }) => [kind !== undefined && !isKind(kind) && `must be ${CLIENT_KINDS.join(' or ')}`],
  scopes: ({ scopes, kind, accounts }) =>
    Array.isArray(scopes) && scopes.length > 0
      ? scopes.map(scope => scopeFault(scope, isKind(kind) ? kind : undefined, accounts))
      : [`must name one or more of ${SCOPE_NAMES.join(', ')}`],
  accounts: ({ accounts, kind }) => [
    accounts !== undefined && !isAccounts(accounts) && 'must be "*" or a list of 1 to 1000 account ids',
    accounts !== undefined && accounts !== '*' && kind === undefined && 'needs a client that states its kind',
  ],
  notBefore: ({ notBefore }) => [notBefore !== undefined && !timeOf(notBefore) && TIME_TEXT],
  expiresAt: ({ expiresAt, notBefore }, now) => [
    expiresAt !== undefined && expiryFault(expiresAt, notBefore, now),
  ],
  networks: ({ networks }) => [
    networks !== undefined &&
      !(Array.isArray(networks) && networks.length <= 100 && networks.every(isNetwork)) &&
      'must be a list of at most 100 CIDR blocks, like 192.0.2.0/24 or 2001:db8::/32',
  ],
  description: ({ description }) => [
    description !== undefined &&
      !isPlainText(description, 1, 200) &&
      'must be text of 1 to 200 printable characters',
  ],
  signingKey: ({ signingKey }) => [
    signingKey !== undefined &&
      !signingKeyIn(signingKey) &&
      'must be an Ed25519 public key in PEM, as `openssl pkey -pubout` writes it',
  ],
};

const TIME_TEXT = 'must be an RFC 3339 time, like 2026-03-01T12:00:00Z';
const timeOf = (value: unknown): Date | undefined =>
  typeof value === 'string' ? parseTime(value) : undefined;

function expiryFault(expiresAt: unknown, notBefore: unknown, now: Date): string | false {
  const end = timeOf(expiresAt);
  if (!end) return TIME_TEXT;
  const start = timeOf(notBefore) ?? now;
  const isInside = end > now && end > start && end <= daysAfter(now, MAX_DAYS);
  return !isInside && `must be after notBefore and after now, and at most ${MAX_DAYS} days from now`;
}

/** Everything that is wrong with it, whatever the keys are that exist; empty: it is a `KeyWish`. */
export const wishFaults = (wish: UncheckedWish, now: Date): FieldFault[] =>
  Object.entries(CHECKS).flatMap(([field, check]) =>
    check(wish, now).flatMap(message => (message === false ? [] : [{ field, message }])),
  );

const isKind = (value: unknown): value is StatedKind => (CLIENT_KINDS as readonly unknown[]).includes(value);

function scopeFault(scope: unknown, kind: StatedKind | undefined, accounts: unknown): string | false {
  if (!isScopeName(scope)) return `no such scope: ${String(scope)}; there are ${SCOPE_NAMES.join(', ')}`;
  if (kind === undefined)
    return !isFormer(scope) && `${scope} needs a client that states its kind: ${CLIENT_KINDS.join(' or ')}`;
  const meant = scopesOf([scope], kind);
  const forPersons = meant.filter(each => kind === 'service' && PERSON_SCOPES.includes(each));
  if (forPersons.length > 0)
    return `${scope} is for persons only: a service never has ${forPersons.join(', ')}`;
  const forAll = meant.filter(each => Array.isArray(accounts) && ALL_ACCOUNT_SCOPES.includes(each));
  return (
    forAll.length > 0 && `${scope} needs all accounts: ${forAll.join(', ')} is about those of all clients`
  );
}

const isAccounts = (value: unknown): boolean =>
  value === '*' ||
  (Array.isArray(value) &&
    value.length > 0 &&
    value.length <= 1000 &&
    value.every(id => typeof id === 'string' && ACCOUNT_ID.test(id)));
