import { type Scope, SCOPES } from '../../../shared/settings/scopes';

/** The client of the first key and of the environment's key. */
export const ADMIN_CLIENT = 'admin';

export { SCOPES, type Scope };

/** Only a person decides: a service never has these. */
export const PERSON_SCOPES: readonly Scope[] = ['cases:decide', 'limits'];

/** What they open is about all accounts: a client with a list of its own never has these. */
export const ALL_ACCOUNT_SCOPES: readonly Scope[] = ['reconciliation', 'audit', 'limits'];

/** The names from before clients stated their kind. */
export const FORMER_SCOPES = ['commands', 'accounting', 'audit', 'admin'] as const;
type FormerScope = (typeof FORMER_SCOPES)[number];

/** A scope by any name that a key can be made with. */
export type ScopeName = Scope | FormerScope;
export const SCOPE_NAMES: readonly ScopeName[] = [...new Set<ScopeName>([...FORMER_SCOPES, ...SCOPES])];

export const isScopeName = (text: unknown): text is ScopeName =>
  (SCOPE_NAMES as readonly unknown[]).includes(text);

const MEANINGS: Readonly<Record<FormerScope, readonly Scope[]>> = {
  commands: [
    'accounts:open',
    'deposits:record',
    'payouts:request',
    'payouts:read',
    'personal:read',
    'cases:read',
    'cases:decide',
  ],
  accounting: ['payouts:read', 'personal:read', 'ledger:read', 'reconciliation', 'cases:read'],
  audit: ['personal:read', 'ledger:read', 'cases:read', 'audit'],
  admin: ['personal:read', 'cases:read', 'cases:decide', 'limits', 'keys', 'webhooks'],
};

/** `service`: a program. `person`: one human being. `unstated`: a client from before clients stated it. */
export const CLIENT_KINDS = ['service', 'person'] as const;
export type StatedKind = (typeof CLIENT_KINDS)[number];
export type ClientKind = StatedKind | 'unstated';

/**
 * What the names open. A former name opens what it always opened. `audit` is a name of both times: a client that states
 * its kind gets the scope alone.
 */
export function scopesOf(names: readonly ScopeName[], kind: ClientKind): readonly Scope[] {
  const meant = new Set(names.flatMap(name => meaningOf(name, kind)));
  return SCOPES.filter(scope => meant.has(scope));
}

const meaningOf = (name: ScopeName, kind: ClientKind): readonly Scope[] =>
  isFormer(name) && (name !== 'audit' || kind === 'unstated') ? MEANINGS[name] : [name as Scope];

/** Whether a key can be made with the name for a client that does not state its kind. */
export const isFormer = (name: ScopeName): name is FormerScope =>
  (FORMER_SCOPES as readonly ScopeName[]).includes(name);
