/** The books are closed by months of the clock in São Paulo, by which providers and the tax office count days. */
export const BOOKS_TIME_ZONE = 'America/Sao_Paulo';

/** A calendar month: all that is booked from its beginning up to and without its end. */
export interface Month {
  /** `2026-11`. */
  readonly period: string;
  readonly from: Date;
  readonly to: Date;
}

const MONTH = /^(20\d{2})-(0[1-9]|1[0-2])$/;
/** Brazil has had no summer time since 2019. No ledger of ours is older. */
const FIRST_YEAR = 2020;
const HOURS_BEHIND_UTC = 3;

/** Parses `2026-11`. Returns undefined for another text. */
export function parseMonth(period: string): Month | undefined {
  const match = MONTH.exec(period);
  if (!match) return undefined;
  const [year, month] = [Number(match[1]), Number(match[2])];
  if (year < FIRST_YEAR) return undefined;
  return { period, from: beginningOf(year, month), to: beginningOf(year, month + 1) };
}

/** The month after a month. */
export function nextPeriod(period: string): string {
  const [year, month] = period.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

const beginningOf = (year: number, month: number): Date =>
  new Date(Date.UTC(year, month - 1, 1, HOURS_BEHIND_UTC));
