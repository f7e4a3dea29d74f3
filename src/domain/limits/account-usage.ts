import { Map } from 'immutable';
import type { LimitsApplied, LimitScope, LimitShare, LimitVersion } from './events';
import { dayBefore } from './brazilian-time';

/** What an account remembers of what its payouts have used of the limits: two days, and what is under way. */
export interface AccountUsage {
  /** By scope: the newest version on which the account has decided. */
  readonly revisions: Map<LimitScope, number>;
  /** By counter, in minor units. A counter's name begins with its day. */
  readonly totals: Map<string, bigint>;
  /** By payee: what is under way to one to whom nothing was completed, in minor units. */
  readonly underWay: Map<string, bigint>;
  /** By payee and amount: the last payout, for as long as a duplicate is looked for. */
  readonly recent: Map<string, RecentPayout>;
  /** The number of recent payouts at which those that are over are forgotten. */
  readonly mostRecent: number;
}

interface RecentPayout {
  readonly payoutId: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** When no limit looks for it any more: in milliseconds since 1970. */
  readonly forgottenAtMs: number;
  /** The one before it with the same payee and amount: it counts again when this one is released. */
  readonly before?: RecentPayout;
}

/** What a hold has taken, until it is captured or released. */
export interface HeldShares {
  readonly amountMinor: bigint;
  /** Counters of the account. */
  readonly counters: readonly string[];
  /** Usage streams. */
  readonly usage: readonly string[];
  readonly payee?: string;
  /** The payee is new to the account. */
  readonly isFirst?: true;
  /** The earlier payout with the same payee and amount, where a limit on duplicates let this one through. */
  readonly duplicateOf?: string;
}

const FEWEST_RECENT = 64;

export const NO_USAGE: AccountUsage = {
  revisions: Map(),
  totals: Map(),
  underWay: Map(),
  recent: Map(),
  mostRecent: FEWEST_RECENT,
};

export const recentKey = (payee: string, amountMinor: bigint): string => `${payee} ${amountMinor}`;

const isOfAccount = ({ counter }: LimitShare): boolean => counter !== null && !counter.startsWith('usage-');

/** What a hold takes, by the words of its event. */
export function heldShares({ amountMinor, payee, shares }: LimitsApplied): HeldShares {
  const counters = shares.filter(isOfAccount).map(({ counter }) => counter!);
  const usage = shares.flatMap(({ counter }) => (counter?.startsWith('usage-') ? [counter] : []));
  const isFirst = shares.some(({ kind }) => kind === 'FIRST_PAYMENT');
  const duplicateOf = shares.find(share => share.duplicateOf !== undefined)?.duplicateOf;
  return {
    amountMinor,
    counters: [...new Set(counters)],
    usage: [...new Set(usage)],
    ...(payee !== undefined && { payee }),
    ...(isFirst && { isFirst }),
    ...(duplicateOf !== undefined && { duplicateOf }),
  };
}

export function afterShares(usage: AccountUsage, payoutId: string, applied: LimitsApplied): AccountUsage {
  const held = heldShares(applied);
  const { amountMinor, payee, isFirst } = held;
  const totals = held.counters.reduce(
    (sums, counter) => sums.update(counter, 0n, sum => sum + amountMinor),
    usage.totals,
  );
  return {
    ...withRecent(usage, payoutId, applied),
    ...afterVersions(usage, applied.versions),
    totals: withoutOldDays(totals),
    underWay: isFirst && payee ? usage.underWay.update(payee, 0n, sum => sum + amountMinor) : usage.underWay,
  };
}

export const afterVersions = (
  { revisions }: AccountUsage,
  versions: readonly LimitVersion[],
): Pick<AccountUsage, 'revisions'> => ({
  revisions: versions.reduce(
    (known, { scope, revision }) => known.update(scope, -1, before => Math.max(before, revision)),
    revisions,
  ),
});

/** A released hold gives back what it took, where its day is still known. */
export function afterGivenBack(usage: AccountUsage, payoutId: string, held: HeldShares): AccountUsage {
  const { amountMinor, counters, payee } = held;
  const totals = counters.reduce(
    (sums, counter) => (sums.has(counter) ? sums.update(counter, 0n, sum => sum - amountMinor) : sums),
    usage.totals,
  );
  const key = payee === undefined ? '' : recentKey(payee, amountMinor);
  const last = usage.recent.get(key);
  const recent = last?.payoutId === payoutId ? withLast(usage.recent, key, last.before) : usage.recent;
  return { ...usage, totals, recent, underWay: withoutUnderWay(usage, held) };
}

/** A captured hold keeps its share of the day. What was under way to a payee has come to an end. */
export const afterCompletion = (usage: AccountUsage, held: HeldShares): AccountUsage => ({
  ...usage,
  underWay: withoutUnderWay(usage, held),
});

function withoutUnderWay({ underWay }: AccountUsage, held: HeldShares): Map<string, bigint> {
  const { payee, isFirst, amountMinor } = held;
  if (payee === undefined || !isFirst) return underWay;
  const left = underWay.get(payee, 0n) - amountMinor;
  return left > 0n ? underWay.set(payee, left) : underWay.delete(payee);
}

function withRecent(usage: AccountUsage, payoutId: string, applied: LimitsApplied): AccountUsage {
  const { payee, shares, at, amountMinor } = applied;
  const minutes = Math.max(0, ...shares.map(({ withinMinutes = 0 }) => withinMinutes));
  if (payee === undefined || minutes === 0) return usage;
  const atMs = Date.parse(at);
  const key = recentKey(payee, amountMinor);
  const before = usage.recent.get(key);
  const isRemembered = before !== undefined && before.forgottenAtMs > atMs;
  const last = { payoutId, at, forgottenAtMs: atMs + minutes * 60_000, ...(isRemembered && { before }) };
  const recent = usage.recent.set(key, last);
  if (recent.size <= usage.mostRecent) return { ...usage, recent };
  const kept = recent.filter(({ forgottenAtMs }) => forgottenAtMs > atMs);
  return { ...usage, recent: kept, mostRecent: Math.max(FEWEST_RECENT, 2 * kept.size) };
}

const withLast = (
  recent: AccountUsage['recent'],
  key: string,
  last: RecentPayout | undefined,
): AccountUsage['recent'] => (last ? recent.set(key, last) : recent.delete(key));

const dayOf = (counter: string): string => counter.slice(0, 10);

/** The newest day that the counters know; undefined: none. */
export const newestDay = (totals: Map<string, bigint>): string | undefined =>
  totals.keySeq().map(dayOf).max();

/** A night belongs to the day on which it began, so the day before the newest one still counts. */
function withoutOldDays(totals: Map<string, bigint>): Map<string, bigint> {
  const newest = newestDay(totals);
  if (newest === undefined || totals.size <= 2) return totals;
  const oldest = dayBefore(newest);
  return totals.filter((_sum, counter) => dayOf(counter) >= oldest);
}

/** The usage as a snapshot has it. Amounts are texts. */
export interface UsageFields {
  readonly revisions: readonly (readonly [LimitScope, number])[];
  readonly totals: readonly (readonly [string, string])[];
  readonly underWay: readonly (readonly [string, string])[];
  readonly recent: readonly (readonly [string, RecentPayout])[];
  readonly mostRecent: number;
}

export function usageFields({ revisions, totals, underWay, recent, mostRecent }: AccountUsage): UsageFields {
  const texts = (amounts: Map<string, bigint>) => [...amounts.map(String)];
  return {
    revisions: [...revisions],
    totals: texts(totals),
    underWay: texts(underWay),
    recent: [...recent],
    mostRecent,
  };
}

export function usageOf({ revisions, totals, underWay, recent, mostRecent }: UsageFields): AccountUsage {
  const amounts = (texts: readonly (readonly [string, string])[]) => Map(texts).map(BigInt);
  return {
    revisions: Map(revisions),
    totals: amounts(totals),
    underWay: amounts(underWay),
    recent: Map(recent),
    mostRecent,
  };
}
