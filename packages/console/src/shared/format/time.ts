import type { Language } from '../i18n/words';
import { localeOf } from './money';

/** The days of the books are days of this time zone. */
export const ZONE = 'America/Sao_Paulo' as const;

/** The zones that the API knows. */
export const ZONES = [ZONE, 'America/Noronha', 'America/Manaus', 'America/Rio_Branco', 'UTC'] as const;

/** One for each language: a list makes many texts, and a format is slow to make. */
const formats = new Map<Language, Intl.DateTimeFormat>();

export function formatTime(time: string, language: Language): string {
  const known = formats.get(language);
  const format =
    known ??
    new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'short', timeStyle: 'medium', timeZone: ZONE });
  if (!known) formats.set(language, format);
  return format.format(new Date(time));
}

const HOUR_FORMAT = new Intl.DateTimeFormat('pt-BR', {
  ...{ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', timeZone: ZONE },
});

/** The beginning of an hour as a day and an hour of the books, like `01/03 14h`. */
export function formatHour(time: string): string {
  const parts = new Map(HOUR_FORMAT.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
  return `${parts.get('day')}/${parts.get('month')} ${parts.get('hour')}h`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago a time was, in its largest unit. */
export function formatAge(time: string, nowMs: number, language: Language): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(time)) / 1_000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[3];
  const count = Math.floor(seconds / size);
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(localeOf(language), style).format(count);
}
