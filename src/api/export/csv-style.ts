import { TIME_ZONES, type TimeZone } from '../../queries/reading/time-zones';
import { zonedTime } from '../fields/periods/days';
import { inPortuguese } from '../fields/readable-names';
import type { Column } from './column';
import { PORTUGUESE } from './portuguese';

export const LOCALES = ['en', 'pt-BR'] as const;
export type Locale = (typeof LOCALES)[number];
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Delimiter = keyof typeof DELIMITERS;
export const DELIMITER_NAMES = Object.keys(DELIMITERS) as Delimiter[];
export const DECIMALS = ['point', 'comma'] as const;
export type Decimal = (typeof DECIMALS)[number];

/** How a CSV file is written. */
export interface CsvStyle {
  readonly locale: Locale;
  readonly delimiter: string;
  readonly decimal: Decimal;
  readonly timeZone: TimeZone;
}

export interface StyleQuery {
  readonly locale?: Locale;
  readonly delimiter?: Delimiter;
  readonly decimal?: Decimal;
}

/** A delimiter or a decimal sign that is named counts before the locale's own. */
export function styleOf(
  { locale = 'en', delimiter, decimal }: StyleQuery = {},
  timeZone: TimeZone = TIME_ZONES[0],
): CsvStyle {
  const isBrazilian = locale === 'pt-BR';
  return {
    locale,
    delimiter: DELIMITERS[delimiter ?? (isBrazilian ? 'semicolon' : 'comma')],
    decimal: decimal ?? (isBrazilian ? 'comma' : 'point'),
    timeZone,
  };
}

/** A spreadsheet takes a file without it for one of its old code page. */
export const markOf = ({ locale }: CsvStyle): string => (locale === 'pt-BR' ? '\uFEFF' : '');

/** The name of a column in the file's language. In Portuguese a time names its zone, because its cells do not. */
export function headOf<Row>({ name, kind }: Column<Row>, { locale, timeZone }: CsvStyle): string {
  if (locale === 'en') return name;
  const title = PORTUGUESE[name] ?? name;
  return kind === 'time' ? `${title} (${timeZone})` : title;
}

/** A cell as the file's readers expect it: what a spreadsheet would change or run is kept as text. */
export function styledCell<Row>({ kind, cell }: Column<Row>, row: Row, style: CsvStyle): string {
  const text = cell(row);
  if (text === null) return '';
  switch (kind) {
    case 'text':
      return keptAsText(text, style);
    case 'name':
      return keptAsText(style.locale === 'pt-BR' ? inPortuguese(text) : text, style);
    case 'amount':
      return style.decimal === 'comma' ? text.replace('.', ',') : text;
    case 'time':
      return timeText(text, style);
    case 'day':
      return style.locale === 'pt-BR' ? brazilianDay(text) : text;
    case 'integer':
      return text;
  }
}

/**
 * The first characters that make a spreadsheet run a text as a formula: the wide signs too, and line ends that hide one.
 * The apostrophe is one of them, so a first apostrophe is always ours and a reader can take it off again.
 */
const FORMULA = /^[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/;

/**
 * A spreadsheet rounds a reference of 20 digits, drops its first zeros, and takes 11/12 for a day. A file for a spreadsheet
 * puts an apostrophe before each text that has a digit and no letters but one exponent.
 */
const FIGURE = /^(?=.*\d)[\d\s.,:/%-]+(e[+-]?\d+)?$/i;

function keptAsText(text: string, { locale }: CsvStyle): string {
  const isChanged = FORMULA.test(text) || (locale === 'pt-BR' && FIGURE.test(text));
  return isChanged ? `'${text}` : text;
}

/** `time`: RFC 3339 in UTC. In Portuguese the day comes first, and the head of the column names the zone. */
function timeText(time: string, { locale, timeZone }: CsvStyle): string {
  if (locale === 'en' && timeZone === 'UTC') return time;
  const local = zonedTime(new Date(time), timeZone);
  if (locale === 'en') return local;
  const [day = '', clock = ''] = local.split('T');
  return `${brazilianDay(day)} ${clock.slice(0, 8)}`;
}

const brazilianDay = (day: string): string => day.split('-').reverse().join('/');
