import { invariant } from './invariant';

/** ISO 4217 code → digits of its minor unit. */
const MINOR_DIGITS = { BRL: 2, EUR: 2, JPY: 0, MXN: 2, USD: 2 } as const;

export type Currency = keyof typeof MINOR_DIGITS;
export const CURRENCIES = Object.keys(MINOR_DIGITS) as Currency[];

/** Event JSON carries amounts as safe integers, so nothing above this may enter. */
export const MAX_AMOUNT_MINOR = BigInt(Number.MAX_SAFE_INTEGER);

/** An amount in minor units (centavos for BRL) and its currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

export const isCurrency = (text: unknown): text is Currency =>
  typeof text === 'string' && Object.hasOwn(MINOR_DIGITS, text);

export const money = (minor: bigint, currency: Currency): Money => ({ minor, currency });

export function add(left: Money, right: Money): Money {
  invariant(left.currency === right.currency, `Adding ${left.currency} and ${right.currency}`);
  return money(left.minor + right.minor, left.currency);
}

/**
 * The minor units of a decimal string that has exactly the currency's digits ("50.00" for BRL, "50" for JPY). The text
 * has no sign, no exponent and no leading zeros. Returns undefined for any other text and above MAX_AMOUNT_MINOR.
 */
export function parseAmount(text: string, currency: Currency): bigint | undefined {
  const digits = MINOR_DIGITS[currency];
  const shape = digits === 0 ? /^(0|[1-9]\d{0,15})$/ : new RegExp(`^(0|[1-9]\\d{0,15})\\.\\d{${digits}}$`);
  if (!shape.test(text)) return undefined;
  const minor = BigInt(text.replace('.', ''));
  return minor <= MAX_AMOUNT_MINOR ? minor : undefined;
}

/**
 * The minor units of a number's text as a provider writes it ("50", "50.0", "0.30"). Returns undefined for more
 * decimals than the currency has: "1.000" is one to some writers and one thousand to others, and is never guessed.
 * Returns undefined also for a separator other than a point, a sign, an exponent, and a number that is too large.
 */
export function parseProviderAmount(text: string, currency: Currency): bigint | undefined {
  const match = /^(\d{1,16})(?:\.(\d{1,20}))?$/.exec(text);
  if (!match) return undefined;
  const digits = MINOR_DIGITS[currency];
  const fraction = match[2] ?? '';
  if (fraction.length > digits) return undefined;
  const minor = BigInt(match[1]! + fraction.padEnd(digits, '0'));
  return minor <= MAX_AMOUNT_MINOR ? minor : undefined;
}

/** The decimal string of minor units, with exactly the currency's digits: 5000n BRL → "50.00", -1n → "-0.01". */
export function formatAmount(minor: bigint, currency: Currency): string {
  const digits = MINOR_DIGITS[currency];
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
