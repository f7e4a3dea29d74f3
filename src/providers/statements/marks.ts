import { brazilianTime } from '../../domain/limits/brazilian-time';

/** The central bank's form: E or D, an ISPB, a minute in UTC, and eleven characters. */
const END_TO_END_ID = /(?<![0-9A-Za-z])[ED][0-9A-Z]{8}20\d{10}[0-9A-Za-z]{11}(?![0-9A-Za-z])/;

/** The endToEndId that stands in a text, as banks put it into a memo. Returns null when there is none. */
export const endToEndIdIn = (text: string): string | null => END_TO_END_ID.exec(text)?.[0] ?? null;

/** A CPF or CNPJ without its mask. Returns undefined where digits are hidden or missing. */
export function wholeDocument(text: string): string | undefined {
  const plain = text.replace(/[.\-/\s]/g, '').toUpperCase();
  return /^(\d{11}|[0-9A-Z]{12}\d{2})$/.test(plain) ? plain : undefined;
}

/** A fixed-width field fills a CPF up to the length of a CNPJ. */
export const documentOfField = (text: string, isPerson: boolean): string | undefined =>
  /^0*$/.test(text) ? undefined : wholeDocument(isPerson ? text.slice(-11) : text);

/** The day as 2026-03-10. Returns undefined for a day that the calendar does not have. */
export function calendarDay(year: string, month: string, day: string): string | undefined {
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T,].*)?$/;
const YEAR_FIRST = /^(\d{4})-?(\d{2})-?(\d{2})(?:[ T].*)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The day of a date as the file writes it; a time with its zone counts in Brazil. Returns undefined for another text. */
export function readDay(text: string, order: 'DAY_FIRST' | 'YEAR_FIRST'): string | undefined {
  if (WITH_ZONE.test(text) && !Number.isNaN(Date.parse(text))) return brazilianTime(text).day;
  const match = (order === 'DAY_FIRST' ? DAY_FIRST : YEAR_FIRST).exec(text);
  if (!match) return undefined;
  const [, first = '', second = '', third = ''] = match;
  return order === 'DAY_FIRST' ? calendarDay(third, second, first) : calendarDay(first, second, third);
}
