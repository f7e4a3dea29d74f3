import type { Language } from '../i18n/words';

const LOCALES: Readonly<Record<Language, string>> = { pt: 'pt-BR', en: 'en-GB' };
export const localeOf = (language: Language): string => LOCALES[language];

const DIGITS = 2;

/** Writes an amount of the API as the language does. No amount ever becomes a float. */
export function formatMoney(amount: string, currency: string, language: Language): string {
  return formatOf(currency, language).format(amount as Intl.StringNumericLiteral);
}

const formats = new Map<string, Intl.NumberFormat>();

/** One for each currency and language: a list makes many texts, and a format is slow to make. */
function formatOf(currency: string, language: Language): Intl.NumberFormat {
  const key = `${currency} ${language}`;
  const format =
    formats.get(key) ?? new Intl.NumberFormat(localeOf(language), { style: 'currency', currency });
  formats.set(key, format);
  return format;
}

/** Minor units of an amount, for sums and comparisons. */
export function minorOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const minor = BigInt(whole + fraction.padEnd(DIGITS, '0'));
  return amount.startsWith('-') ? -minor : minor;
}

export function amountOf(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(DIGITS + 1, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}

export const sumOf = (amounts: readonly string[]): string =>
  amountOf(amounts.reduce((sum, amount) => sum + minorOf(amount), 0n));

export const formatCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language)).format(count);
