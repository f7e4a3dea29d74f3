import { parsePosition, type Position } from '../../../event-store/event-store';
import { TIME_ZONES, type TimeZone } from '../../../queries/reading/time-zones';
import { invalid } from '../../problems/problem';
import { parseTime } from '../times';
import { beginningOf, endOf, parseDay } from './days';

/** The period of a request, from the beginning of its first day or time up to its end. The end is outside it. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

interface ZoneQuery {
  readonly timeZone?: TimeZone;
  readonly timezone?: TimeZone;
}
export interface PeriodQuery extends ZoneQuery {
  readonly from?: string;
  readonly to?: string;
}
export interface AsOfQuery extends ZoneQuery {
  readonly asOf?: string;
}

/** The time zone asked for: days begin in it, and files are written in it. @throws {ProblemError} two are named */
export function zoneOf({ timeZone, timezone }: ZoneQuery): TimeZone {
  if (timeZone && timezone && timeZone !== timezone)
    throw invalid({ field: 'timezone', message: 'must be `timeZone`, or be left out: they mean the same' });
  return timeZone ?? timezone ?? TIME_ZONES[0];
}

/** @throws {ProblemError} when the period does not end after its beginning */
export function periodOf(query: PeriodQuery): Period {
  const zone = zoneOf(query);
  const from = query.from === undefined ? undefined : parseBeginning(query.from, zone);
  const to = query.to === undefined ? undefined : parseBeginning(query.to, zone);
  if (from && to && to <= from)
    throw invalid({ field: 'to', message: 'must be after `from`: it is the first moment outside' });
  return { from, to };
}

/** The moment that an answer is about. A day is meant up to its end. Returns undefined for the present. */
export function readAsOf(query: AsOfQuery): Position | Date | undefined {
  const { asOf } = query;
  if (asOf === undefined) return undefined;
  const day = parseDay(asOf);
  return day ? endOf(day, zoneOf(query)) : (parseTime(asOf) ?? parsePosition(asOf));
}

/** The end of a period: an answer about the period is complete at this time. */
export const asOfEnd = ({ to }: { readonly to?: Date | undefined }) => ({
  field: 'to',
  at: to,
  mayBeAhead: true,
});

/** What the name of a file says about its period, like `-from-2026-03-01-to-2026-04-01`. Empty without a period. */
export function periodName({ from, to, asOf }: PeriodQuery & AsOfQuery): string {
  const parts = [
    ['from', from],
    ['to', to],
    ['as-of', asOf],
  ] as const;
  return parts.map(([word, text]) => (text === undefined ? '' : `-${word}-${fileNamePart(text)}`)).join('');
}

/** A day as it is. A time and a position without the signs that a file name cannot have. */
const fileNamePart = (text: string): string =>
  parseDay(text) ? text : text.replaceAll(/[-:]/g, '').replaceAll(/[^\w.]/g, '-');

function parseBeginning(text: string, zone: TimeZone): Date {
  const day = parseDay(text);
  const time = day ? beginningOf(day, zone) : parseTime(text);
  if (!time) throw invalid({ field: 'from', message: 'is neither a day nor a time' });
  return time;
}
