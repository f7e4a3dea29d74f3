import type { SetLimit } from '../../../commands/limits/set-limit';
import { PROVIDER_NAMES } from '../../../providers/provider-names';
import { ACCOUNT_ID } from '../../fields/field-rules';

type Terms = NonNullable<SetLimit['terms']>;
export type Kind = Terms['kind'];
export type Scope = SetLimit['scope'];
type Subject = 'all' | 'account' | 'client' | 'provider';

interface KindRule {
  readonly scopes: readonly Subject[];
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

/** What each kind needs and may have, and for whom it can be. A field that no kind reads is refused. */
const KIND_RULES: Readonly<Record<Kind, KindRule>> = {
  PER_PAYOUT: {
    scopes: ['all', 'account', 'client', 'provider'],
    needs: ['amount'],
    may: ['exceptAccounts', 'until'],
  },
  ACCOUNT_DAY: { scopes: ['all', 'account'], needs: ['amount'], may: ['exceptAccounts', 'until'] },
  BATCH_DAY: { scopes: ['account'], needs: ['amount', 'date'], may: [] },
  NIGHT: {
    scopes: ['all', 'account'],
    needs: ['amount', 'fromHour', 'toHour'],
    may: ['exceptAccounts', 'until'],
  },
  CLIENT_DAY: { scopes: ['all', 'client'], needs: ['amount'], may: ['exceptAccounts', 'until'] },
  PAYEE_DAY: { scopes: ['all'], needs: ['amount'], may: ['exceptAccounts', 'until'] },
  FIRST_PAYMENT: { scopes: ['all', 'account'], needs: ['amount'], may: ['exceptAccounts', 'until'] },
  DUPLICATE: {
    scopes: ['all', 'account'],
    needs: ['withinMinutes', 'effect'],
    may: ['exceptAccounts', 'until'],
  },
};

export const KINDS = Object.keys(KIND_RULES) as Kind[];
export const EFFECTS = ['warn', 'approve', 'block'] as const satisfies readonly Terms['effect'][];

export const SCOPE_TEXT = `all, account-<id>, client-<name>, or provider-<name> (${PROVIDER_NAMES.join(', ')})`;
const CLIENT_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export function isScope(value: unknown): value is Scope {
  if (typeof value !== 'string') return false;
  const [, subject, id = ''] = /^(all|account|client|provider)(?:-(.*))?$/s.exec(value) ?? [];
  if (subject === 'all') return value === 'all';
  if (subject === 'account') return ACCOUNT_ID.test(id);
  if (subject === 'client') return CLIENT_NAME.test(id);
  return subject === 'provider' && (PROVIDER_NAMES as readonly string[]).includes(id);
}

const subjectOf = (scope: Scope): Subject => (scope === 'all' ? scope : (scope.split('-')[0] as Subject));

export const isKind = (value: unknown): value is Kind =>
  typeof value === 'string' && Object.hasOwn(KIND_RULES, value);

/** With a wrong kind or scope that fault is enough. */
export const fitsScope = (kind: unknown, scope: unknown): boolean =>
  !isKind(kind) || !isScope(scope) || KIND_RULES[kind].scopes.includes(subjectOf(scope));

export const isNeeded = (kind: unknown, field: string): boolean =>
  isKind(kind) && KIND_RULES[kind].needs.includes(field);

export const belongs = (kind: unknown, field: string): boolean =>
  !isKind(kind) || [...KIND_RULES[kind].needs, ...KIND_RULES[kind].may].includes(field);

export const kindsWith = (field: string): Kind[] => KINDS.filter(kind => belongs(kind, field));
