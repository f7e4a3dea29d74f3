import { TIMEZONES, type Timezone } from '../../queries/payouts/get-totals';
import { invalid } from '../problems/problem';
import { FieldRule } from './field-rules';
import { parseTime } from './times';

export const DAY_OR_TIME_TEXT = 'a day (its beginning in `timezone`) or an RFC 3339 time';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const parseDay = (text: string): Date | undefined =>
  DAY.test(text) ? parseTime(`${text}T00:00:00Z`) : undefined;

export const IsDayOrTime = (): PropertyDecorator =>
  FieldRule(
    'must be a day, like 2026-03-01, or an RFC 3339 time, like 2026-03-01T12:00:00Z',
    value => typeof value === 'string' && (parseDay(value) ?? parseTime(value)) !== undefined,
  );

/** The period of a request, from the beginning of its first day or time up to its end. The end is outside it. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** @throws {ProblemError} when the period does not end after its beginning */
export function periodOf(query: {
  readonly from?: string;
  readonly to?: string;
  readonly timezone?: Timezone;
}): Period {
  const timezone = query.timezone ?? TIMEZONES[0];
  const from = query.from === undefined ? undefined : parseDayOrTime(query.from, timezone);
  const to = query.to === undefined ? undefined : parseDayOrTime(query.to, timezone);
  if (from && to && to <= from)
    throw invalid({ field: 'to', message: 'must be after `from`: it is the first moment outside' });
  return { from, to };
}

/** The end of a period: an answer about the period is complete at this time. */
export const asOfEnd = ({ to }: { readonly to?: Date | undefined }) => ({
  field: 'to',
  at: to,
  mayBeAhead: true,
});

function parseDayOrTime(text: string, timezone: Timezone): Date {
  const day = parseDay(text);
  const time = day ? beginningOf(day, timezone) : parseTime(text);
  if (!time) throw invalid({ field: 'from', message: 'is neither a day nor a time' });
  return time;
}

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

/** Finds the second from which `is` holds, by halves. It does not hold at the first time and holds at the second. */
function firstBetween(not: number, then: number, is: (at: number) => boolean): number {
  if (then - not <= SECOND_MS) return then;
  const middle = not + Math.floor((then - not) / SECOND_MS / 2) * SECOND_MS;
  return is(middle) ? firstBetween(not, middle, is) : firstBetween(middle, then, is);
}

/** The day on the timezone's clock, as a number of days since 1970. */
const dayIn = (at: number, timezone: string): number => Math.floor((at + offsetMs(at, timezone)) / DAY_MS);

const formats = new Map<string, Intl.DateTimeFormat>();

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

const DURATION = /^P(?=\d|T\d)(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

const durationMs = (text: string): number | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1_000;
};

export const isAge = (value: unknown): boolean =>
  typeof value === 'string' && (durationMs(value) ?? parseTime(value)) !== undefined;

/** Returns the time before which a thing is older than a duration, or than a time. */
export const timeBefore = (text: string, now: Date): Date =>
  parseTime(text) ?? new Date(now.getTime() - (durationMs(text) ?? 0));
