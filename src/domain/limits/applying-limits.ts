import type { Currency } from '../../shared/money';
import { brazilianTime, nightOf, type BrazilianTime } from './brazilian-time';
import type { DuplicateEffect, LimitKind, LimitScope, LimitTerms, LimitVersion } from './events';
import { limitName, termsAt, versionAt, type LimitBook } from './limit-book';

/** What of a payout the limits look at. */
export interface LimitedPayout {
  readonly accountId: string;
  readonly clientId: string;
  readonly provider: string;
  readonly currency: Currency;
}

/** One scope's decisions as a process knows them. */
export interface KnownBook {
  readonly book: LimitBook;
  /** Of the last event of the scope's stream. */
  readonly revision: number;
}

export type KnownBooks = ReadonlyMap<LimitScope, KnownBook>;

/** A limit that applies to one payout, with the counter that it looks at. */
export interface ApplyingLimit {
  readonly limit: string;
  readonly kind: LimitKind;
  readonly figureMinor: bigint | null;
  /** null: each payout by itself. A counter of the account begins with its day. */
  readonly counter: string | null;
  readonly withinMinutes?: number;
  readonly effect?: DuplicateEffect;
  /** Of the pseudonyms by which the limit knows payees. */
  readonly payeeKey?: string;
}

/** Everything about limits that the decision on one payout needs. */
export interface ApplyingLimits {
  readonly at: string;
  readonly day: string;
  readonly versions: readonly LimitVersion[];
  readonly limits: readonly ApplyingLimit[];
}

/** The scopes that a payout falls under, in a fixed order. */
export const scopesOf = ({
  accountId,
  clientId,
  provider,
}: Omit<LimitedPayout, 'currency'>): readonly LimitScope[] => [
  'all',
  `account-${accountId}`,
  `client-${clientId}`,
  `provider-${provider}`,
];

/** The kinds whose counter spans accounts: a usage stream has it. */
const SHARED_KINDS: ReadonlySet<LimitKind> = new Set(['CLIENT_DAY', 'PAYEE_DAY']);
/** The kinds that have to know the payee. */
const PAYEE_KINDS: ReadonlySet<LimitKind> = new Set(['PAYEE_DAY', 'FIRST_PAYMENT', 'DUPLICATE']);

export const isShared = ({ kind }: Pick<ApplyingLimit, 'kind'>): boolean => SHARED_KINDS.has(kind);
export const asksForPayee = ({ kind }: Pick<ApplyingLimit, 'kind'>): boolean => PAYEE_KINDS.has(kind);

/** The limits for a payout at a time. Returns undefined where none of its scopes has ever had a decision. */
export function applyingLimits(
  books: KnownBooks,
  payout: LimitedPayout,
  at: string,
): ApplyingLimits | undefined {
  if (books.size === 0) return undefined;
  const known = scopesOf(payout).flatMap(scope => {
    const book = books.get(scope);
    return book ? [{ scope, ...book }] : [];
  });
  if (known.length === 0) return undefined;
  const time = brazilianTime(at);
  return {
    at,
    day: time.day,
    versions: known.map(({ scope, revision }) => ({ scope, revision })),
    limits: known.flatMap(({ scope, book }) => limitsOf(scope, book, payout, at, time)),
  };
}

function limitsOf(
  scope: LimitScope,
  book: LimitBook,
  payout: LimitedPayout,
  at: string,
  time: BrazilianTime,
): ApplyingLimit[] {
  return [...book.versions.keys()].sort().flatMap(key => {
    const terms = termsAt(book, key, at);
    if (!terms || !concerns(terms, payout)) return [];
    const limit = limitName(scope, key);
    const counter = counterOf(limit, terms, payout, time);
    if (counter === undefined) return [];
    const payeeKey = versionAt(book, key, at)?.payeeKey;
    return [{ ...applyingLimit(limit, terms, counter), ...(payeeKey !== undefined && { payeeKey }) }];
  });
}

const concerns = ({ currency, exceptAccounts = [] }: LimitTerms, payout: LimitedPayout): boolean =>
  currency === payout.currency && !exceptAccounts.includes(payout.accountId);

function applyingLimit(limit: string, terms: LimitTerms, counter: string | null): ApplyingLimit {
  const { kind, amountMinor, withinMinutes, effect } = terms;
  const figureMinor = amountMinor ?? null;
  if (kind !== 'DUPLICATE') return { limit, kind, figureMinor, counter };
  return { limit, kind, figureMinor, counter, withinMinutes: withinMinutes ?? 0, effect: effect ?? 'block' };
}

/** undefined: the limit does not apply at this time. */
function counterOf(
  limit: string,
  terms: LimitTerms,
  { clientId }: LimitedPayout,
  time: BrazilianTime,
): string | null | undefined {
  switch (terms.kind) {
    case 'PER_PAYOUT':
    case 'FIRST_PAYMENT':
    case 'DUPLICATE':
      return null;
    case 'ACCOUNT_DAY':
      return `${time.day} day`;
    case 'BATCH_DAY':
      return terms.date === time.day ? `${time.day} ${limit}` : undefined;
    case 'NIGHT': {
      const night = nightOf(time, terms.fromHour ?? 0, terms.toHour ?? 0);
      return night === undefined ? undefined : `${night} ${limit}`;
    }
    case 'CLIENT_DAY':
      return usageName('client', clientId, time.day);
    case 'PAYEE_DAY':
      return time.day;
  }
}

/** The name of a usage stream. */
export const usageName = (subject: 'client' | 'payee', id: string, day: string): string =>
  `usage-${subject}-${id}-${day}`;

/** The same limits for a payee whose pseudonym is known: its usage stream is named by it. */
export const withPayee = (limits: readonly ApplyingLimit[], payee: string | undefined): ApplyingLimit[] =>
  limits.map(each =>
    each.kind === 'PAYEE_DAY' && each.counter !== null && payee !== undefined
      ? { ...each, counter: usageName('payee', payee, each.counter) }
      : each,
  );
