import { parseTime } from '../times';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Parses a day like 2026-03-01 as its midnight in UTC. Returns undefined for another text. */
export const parseDay = (text: string): Date | undefined =>
  DAY.test(text) ? parseTime(`${text}T00:00:00Z`) : undefined;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The largest distance of a timezone from UTC, also when a country changes its side of the date line. */
const FARTHEST_MS = 26 * HOUR_MS;
/** The most that a timezone sets its clock back over a midnight. */
const SET_BACK_MS = 3 * HOUR_MS;

/**
 * Returns the first instant of a day in a timezone. Brazil had summer time until 2019. A day on which it began has no
 * midnight and begins at 01:00. Before a day on which it ended, the last hour of the day before came twice.
 */
export function beginningOf(midnightUtc: Date, timezone: string): Date {
  const midnight = midnightUtc.getTime();
  const hasBegun = (at: number) => dayIn(at, timezone) >= midnight / DAY_MS;
  const begins = firstBetween(midnight - FARTHEST_MS, midnight + FARTHEST_MS, hasBegun);
  // When the clock is set back just after midnight, the day begins twice; the first time is its beginning.
  for (let at = begins - SET_BACK_MS; at < begins; at += MINUTE_MS) {
    if (hasBegun(at)) return new Date(firstBetween(at - MINUTE_MS, at, hasBegun));
  }
  return new Date(begins);
}

/** Returns the last millisecond of a day in a timezone: the books have no finer times. */
export const endOf = (midnightUtc: Date, timezone: string): Date =>
  new Date(beginningOf(new Date(midnightUtc.getTime() + DAY_MS), timezone).getTime() - 1);

/** Finds the second from which `is` holds, by halves. It does not hold at the first time and holds at the second. */
function firstBetween(not: number, then: number, is: (at: number) => boolean): number {
  if (then - not <= SECOND_MS) return then;
  const middle = not + Math.floor((then - not) / SECOND_MS / 2) * SECOND_MS;
  return is(middle) ? firstBetween(not, middle, is) : firstBetween(middle, then, is);
}

/** The day on the timezone's clock, as a number of days since 1970. */
const dayIn = (at: number, timezone: string): number => Math.floor((at + offsetMs(at, timezone)) / DAY_MS);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time on the timezone's clock in RFC 3339, with its distance from UTC: 2026-03-01T09:00:00.000-03:00. */
export function zonedTime(time: Date, timezone: string): string {
  const offset = offsetMs(time.getTime(), timezone);
  const local = new Date(time.getTime() + offset).toISOString().slice(0, -1);
  const minutes = Math.abs(offset) / MINUTE_MS;
  const digits = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0'));
  return `${local}${offset < 0 ? '-' : '+'}${digits.join(':')}`;
}

/** Milliseconds to add to UTC to get the timezone's clock at this time. */
function offsetMs(at: number, timezone: string): number {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  formats.set(timezone, format);
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name);
  if (!match) return 0;
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -seconds : seconds) * SECOND_MS;
}
