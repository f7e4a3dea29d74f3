import { hoursOf } from './brazilian-time';
import type { LimitTerms } from './events';

const EFFECTS = ['warn', 'approve', 'block'] as const;

/** Whether everything that `next` lets through is let through by `before` too. null: there is no such limit. */
export function isAtLeastAsStrict(next: LimitTerms | null, before: LimitTerms | null): boolean {
  if ((next ?? before)?.kind === 'BATCH_DAY') return allowance(next) <= allowance(before);
  if (before === null) return true;
  if (next === null || next.currency !== before.currency) return false;
  return (
    hasSmallerFigure(next, before) &&
    lastsAsLong(next, before) &&
    coversAccounts(next, before) &&
    coversNight(next, before) &&
    coversDuplicates(next, before)
  );
}

/** An allowance for a day is the one kind that lets more through. */
const allowance = (terms: LimitTerms | null): bigint => terms?.amountMinor ?? 0n;

const hasSmallerFigure = (next: LimitTerms, before: LimitTerms): boolean =>
  before.amountMinor === undefined || (next.amountMinor ?? 0n) <= before.amountMinor;

const lastsAsLong = (next: LimitTerms, before: LimitTerms): boolean =>
  next.until === undefined ||
  (before.until !== undefined && Date.parse(next.until) >= Date.parse(before.until));

const coversAccounts = (next: LimitTerms, before: LimitTerms): boolean =>
  (next.exceptAccounts ?? []).every(account => before.exceptAccounts?.includes(account));

function coversNight(next: LimitTerms, before: LimitTerms): boolean {
  if (before.kind !== 'NIGHT') return true;
  const hours = new Set(hoursOf(next.fromHour ?? 0, next.toHour ?? 0));
  return hoursOf(before.fromHour ?? 0, before.toHour ?? 0).every(hour => hours.has(hour));
}

function coversDuplicates(next: LimitTerms, before: LimitTerms): boolean {
  if (before.kind !== 'DUPLICATE') return true;
  const rank = ({ effect = 'block' }: LimitTerms): number => EFFECTS.indexOf(effect);
  return (next.withinMinutes ?? 0) >= (before.withinMinutes ?? 0) && rank(next) >= rank(before);
}
