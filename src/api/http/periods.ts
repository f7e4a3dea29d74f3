import { TIMEZONES, type Timezone } from '../../queries/get-totals';
import { invalid } from '../problems/problem';
import { Rule } from './fields';
import { parseTime } from './times';

export const WHEN = 'a day (its beginning in `timezone`) or an RFC 3339 time';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const parseDay = (text: string): Date | undefined =>
  DAY.test(text) ? parseTime(`${text}T00:00:00Z`) : undefined;

export const IsDayOrTime = (): PropertyDecorator =>
  Rule(
    'must be a day, like 2026-03-01, or an RFC 3339 time, like 2026-03-01T12:00:00Z',
    value => typeof value === 'string' && (parseDay(value) ?? parseTime(value)) !== undefined,
  );

/** A period as it is asked for: from the beginning of its first day or time, up to its end, which is outside. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** @throws {ProblemError} it ends before it begins, or where it begins */
export function periodOf(query: {
  readonly from?: string;
  readonly to?: string;
  readonly timezone?: Timezone;
}): Period {
  const timezone = query.timezone ?? TIMEZONES[0];
  const from = query.from === undefined ? undefined : momentOf(query.from, timezone);
  const to = query.to === undefined ? undefined : momentOf(query.to, timezone);
  if (from && to && to <= from)
    throw invalid({ field: 'to', message: 'must be after `from`: it is the first moment outside' });
  return { from, to };
}

function momentOf(text: string, timezone: Timezone): Date {
  const day = parseDay(text);
  const time = day ? beginning(day, timezone) : parseTime(text);
  if (!time) throw invalid({ field: 'from', message: 'is neither a day nor a time' });
  return time;
}

/** When a day begins in a timezone. Its offset is looked up where it counts: Brazil has had summer time until 2019. */
function beginning(midnightUtc: Date, timezone: Timezone): Date {
  const guess = new Date(midnightUtc.getTime() - offsetMs(midnightUtc, timezone));
  return new Date(midnightUtc.getTime() - offsetMs(guess, timezone));
}

/** What has to be added to UTC to get the timezone's clock at this moment. */
function offsetMs(at: Date, timezone: Timezone): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
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

/** The moment before which something is older than a duration, or than a time. */
export const momentOlderThan = (text: string, now: Date): Date =>
  parseTime(text) ?? new Date(now.getTime() - (durationMs(text) ?? 0));
