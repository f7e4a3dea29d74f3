import type { Language } from '../i18n/words';
import { localeOf } from './money';

/** The days of the books are days of this time zone. */
export const ZONE = 'America/Sao_Paulo';

export const formatTime = (time: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: ZONE,
  }).format(new Date(time));

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
