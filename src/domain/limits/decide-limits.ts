import { newestDay, recentKey, type AccountUsage } from './account-usage';
import { isShared, type ApplyingLimit } from './applying-limits';
import { dayBefore } from './brazilian-time';
import type {
  LimitRefusal,
  LimitsApplied,
  LimitsExceeded,
  LimitScope,
  LimitShare,
  LimitVersion,
} from './events';

/** What the account has to know about limits for a payout. */
export interface LimitCheck {
  readonly at: string;
  readonly day: string;
  readonly versions: readonly LimitVersion[];
  readonly limits: readonly ApplyingLimit[];
  /** The payout's amount without its fee, in minor units. */
  readonly amountMinor: bigint;
  readonly payee?: string;
  /** What the usage streams have answered, for each limit that spans accounts. */
  readonly sharesTaken: readonly LimitShare[];
  readonly shareRefused?: LimitRefusal;
  /** The payout waits for people: then a duplicate of effect `approve` is held. */
  readonly isForApproval: boolean;
}

export type LimitDecision =
  | { readonly kind: 'within'; readonly applied: LimitsApplied }
  | { readonly kind: 'exceeded'; readonly exceeded: LimitsExceeded }
  /** The account has decided on a later day: this process has to wait. */
  | { readonly kind: 'outdated' };

/** What the account knows of a payee beside its usage. */
export type IsKnownPayee = (payee: string) => boolean;

/** Decides on the account's own counters. Everything is taken, or nothing. */
export function decideLimits(usage: AccountUsage, check: LimitCheck, isKnown: IsKnownPayee): LimitDecision {
  if (isOutdated(usage, check)) return { kind: 'outdated' };
  const { at, versions, amountMinor, payee } = check;
  const facts = { at, versions, amountMinor, ...(payee !== undefined && { payee }) };
  const decided = decideEach(usage, check, isKnown);
  if ('refusal' in decided) return { kind: 'exceeded', exceeded: { ...facts, refusal: decided.refusal } };
  return { kind: 'within', applied: { ...facts, shares: decided.shares } };
}

/**
 * The versions never go back, in the account's whole history. A process that has not heard of a scope has no version of it.
 */
export function isBehind(
  { revisions }: Pick<AccountUsage, 'revisions'>,
  scopes: readonly LimitScope[] = [],
  versions: readonly LimitVersion[] = [],
): boolean {
  if (revisions.size === 0) return false;
  const known = new Map(versions.map(({ scope, revision }) => [scope, revision]));
  return scopes.some(scope => (revisions.get(scope) ?? -1) > (known.get(scope) ?? -1));
}

/** A clock that is a day behind decides nothing: its counters are forgotten. */
function isOutdated({ totals }: AccountUsage, { day, limits }: LimitCheck): boolean {
  const newest = newestDay(totals);
  return newest !== undefined && limits.length > 0 && day < dayBefore(newest);
}

type Decided = { readonly shares: readonly LimitShare[] } | { readonly refusal: LimitRefusal };

function decideEach(usage: AccountUsage, check: LimitCheck, isKnown: IsKnownPayee): Decided {
  if (check.shareRefused) return { refusal: check.shareRefused };
  const batch = check.limits.find(each => each.kind === 'BATCH_DAY' && fits(usage, check, each));
  const shares: LimitShare[] = [];
  for (const limit of check.limits) {
    // A batch day's allowance stands in for the limits of the account's day, where it has room for the payout.
    const isLeftOut = batch ? limit.kind === 'ACCOUNT_DAY' : limit.kind === 'BATCH_DAY';
    if (isLeftOut || (limit.kind === 'BATCH_DAY' && limit !== batch)) continue;
    const decided = decideOne(usage, check, limit, isKnown);
    if ('refusal' in decided) return decided;
    shares.push(...decided.shares);
  }
  return { shares };
}

function decideOne(
  usage: AccountUsage,
  check: LimitCheck,
  limit: ApplyingLimit,
  isKnown: IsKnownPayee,
): Decided {
  if (isShared(limit)) return sharedShare(check, limit);
  if (limit.kind === 'DUPLICATE') return decideDuplicate(usage, check, limit);
  if (limit.kind === 'FIRST_PAYMENT') return decideFirst(usage, check, limit, isKnown);
  return decideFigure(check, limit, usedOf(usage, limit));
}

/** A hold without its share is impossible: where the usage stream has not answered, nothing is held. */
function sharedShare(check: LimitCheck, limit: ApplyingLimit): Decided {
  const taken = check.sharesTaken.find(
    share => share.limit === limit.limit && share.counter === limit.counter,
  );
  return taken ? { shares: [taken] } : refusalOf(limit, 0n);
}

function decideFirst(
  { underWay }: AccountUsage,
  check: LimitCheck,
  limit: ApplyingLimit,
  isKnown: IsKnownPayee,
): Decided {
  const { payee } = check;
  if (payee === undefined || isKnown(payee)) return { shares: [] };
  return decideFigure(check, limit, underWay.get(payee) ?? 0n);
}

function decideDuplicate({ recent }: AccountUsage, check: LimitCheck, limit: ApplyingLimit): Decided {
  const { payee, amountMinor, at, isForApproval } = check;
  if (payee === undefined) return { shares: [] };
  const { withinMinutes = 0, effect } = limit;
  const before = recent.get(recentKey(payee, amountMinor));
  const isDuplicate = before && Date.parse(at) - Date.parse(before.at) < withinMinutes * 60_000;
  const duplicateOf = isDuplicate ? { duplicateOf: before.payoutId } : {};
  const isHeld = !isDuplicate || effect === 'warn' || (effect === 'approve' && isForApproval);
  const { limit: name, kind } = limit;
  const facts = { limit: name, kind, figureMinor: null, withinMinutes, ...duplicateOf };
  return isHeld
    ? { shares: [{ ...facts, counter: null, usedMinor: null }] }
    : { refusal: { ...facts, leftMinor: null } };
}

/** Of one counter and one figure: what fits is taken. */
export function decideFigure(
  { amountMinor }: Pick<LimitCheck, 'amountMinor'>,
  limit: ApplyingLimit,
  usedMinor: bigint,
): Decided {
  const { limit: name, kind, counter, figureMinor } = limit;
  const figure = figureMinor ?? 0n;
  if (usedMinor + amountMinor > figure) return refusalOf(limit, figure - usedMinor);
  const isCounted = counter !== null || kind === 'FIRST_PAYMENT';
  const share = {
    limit: name,
    kind,
    counter,
    figureMinor,
    usedMinor: isCounted ? usedMinor + amountMinor : null,
  };
  return { shares: [share] };
}

const refusalOf = ({ limit, kind, figureMinor }: ApplyingLimit, leftMinor: bigint): Decided => ({
  refusal: { limit, kind, figureMinor, leftMinor: leftMinor > 0n ? leftMinor : 0n },
});

const usedOf = ({ totals }: AccountUsage, { counter }: ApplyingLimit): bigint =>
  counter === null ? 0n : (totals.get(counter) ?? 0n);

const fits = (usage: AccountUsage, { amountMinor }: LimitCheck, limit: ApplyingLimit): boolean =>
  usedOf(usage, limit) + amountMinor <= (limit.figureMinor ?? 0n);
