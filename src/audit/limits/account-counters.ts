import type { LimitTerms } from '../../domain/limits/events';

const DAY_MS = 86_400_000;

/** A time as São Paulo's clocks show it: `2026-11-29 20:15:00`. */
const localTime = (at: string): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: 'America/Sao_Paulo' });

export const localDay = (at: string): string => localTime(at).slice(0, 10);

/** The day of the night that a time is in, by whole hours; undefined: it is not in the night. */
export function nightDay(at: string, { fromHour = 0, toHour = 0 }: LimitTerms): string | undefined {
  const hour = Number(localTime(at).slice(11, 13));
  const isWholeDay = fromHour === toHour;
  const isInside = fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
  if (!isWholeDay && !isInside) return undefined;
  const since = hour < fromHour ? Date.parse(at) - DAY_MS : Date.parse(at);
  return localDay(new Date(since).toISOString());
}

interface Earlier {
  readonly payoutId: string;
  readonly atMs: number;
}

/** What the payouts of one account have used, added up by the audit itself. Amounts are minor units. */
export class AccountCounters {
  readonly revisions = new Map<string, number>();
  readonly completedPayees = new Set<string>();
  private readonly sums = new Map<string, bigint>();
  private readonly recent = new Map<string, Earlier[]>();

  usedMinor(counter: string): bigint {
    return this.sums.get(counter) ?? 0n;
  }

  add(counter: string, minor: bigint): void {
    this.sums.set(counter, this.usedMinor(counter) + minor);
  }

  /** An earlier payout to the payee of the same amount, not released, within so many minutes before the time. */
  duplicate(payee: string, minor: bigint, at: string, minutes: number): string | undefined {
    const atMs = Date.parse(at);
    const earlier = this.recent.get(`${payee} ${minor}`) ?? [];
    return earlier.findLast(each => atMs - each.atMs < minutes * 60_000)?.payoutId;
  }

  remember(payee: string, minor: bigint, at: string, payoutId: string): void {
    const key = `${payee} ${minor}`;
    const atMs = Date.parse(at);
    const kept = (this.recent.get(key) ?? []).filter(each => atMs - each.atMs < DAY_MS);
    this.recent.set(key, [...kept, { payoutId, atMs }]);
  }

  forget(payee: string, minor: bigint, payoutId: string): void {
    const key = `${payee} ${minor}`;
    this.recent.set(
      key,
      (this.recent.get(key) ?? []).filter(each => each.payoutId !== payoutId),
    );
  }
}
