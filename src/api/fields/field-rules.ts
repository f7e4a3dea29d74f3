import { ValidateBy } from 'class-validator';
import { CURRENCIES, isCurrency, parseAmount } from '../../shared/money';
import { PROVIDER_NAMES } from '../../domain/payout/payee';

/** Control characters, line and paragraph separators, half surrogate pairs: nothing a person sees on a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

type Check = (value: unknown, object: Readonly<Record<string, unknown>>) => boolean;

/** A field's one rule, with the sentence its fault is told in. */
export function Rule(message: string, check: Check): PropertyDecorator {
  return ValidateBy({
    name: 'rule',
    validator: {
      validate: (value: unknown, args) => check(value, (args?.object ?? {}) as Record<string, unknown>),
      defaultMessage: () => message,
    },
  });
}

/** Text of `min` to `max` characters (code points), kept exactly as it is given. */
export function isPlainText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string' || value.length > 2 * max || UNPRINTABLE.test(value)) return false;
  const length = [...value].length;
  return length >= min && length <= max && (min === 0 || value.trim() !== '');
}

export const PlainText = (min: number, max: number): PropertyDecorator =>
  Rule(`must be text of ${min} to ${max} printable characters`, value => isPlainText(value, min, max));

export const Pattern = (pattern: RegExp, description: string): PropertyDecorator =>
  Rule(`must be ${description}`, value => typeof value === 'string' && pattern.test(value));

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  Rule(`must be one of ${values.join(', ')}`, value => typeof value === 'string' && values.includes(value));

export const IsCurrencyCode = (): PropertyDecorator => OneOf(CURRENCIES);
export const IsProviderName = (): PropertyDecorator => OneOf(PROVIDER_NAMES);

const isAmount = (value: unknown, currencies: readonly string[]): boolean =>
  typeof value === 'string' &&
  currencies.some(currency => isCurrency(currency) && (parseAmount(value, currency) ?? 0n) > 0n);

/** The amount of a payout: in its `currency` field's digits, or BRL's where none is given (every provider pays BRL). */
export const IsPayoutAmount = (): PropertyDecorator =>
  Rule(
    'must be a positive decimal string with exactly the digits of the currency, like "50.00"',
    (value, { currency }) =>
      // With a wrong currency there are no digits to count: the currency's own fault is enough.
      isAmount(value, isCurrency(currency ?? 'BRL') ? [String(currency ?? 'BRL')] : CURRENCIES),
  );

/** The amount of a deposit: the account's currency is not known here, so its digits are checked by the command. */
export const IsDepositAmount = (): PropertyDecorator =>
  Rule(
    'must be a positive decimal string with exactly the digits of the account\'s currency, like "50.00"',
    value => isAmount(value, CURRENCIES),
  );

/** 1 to 255 printable ASCII characters. */
export const isIdempotencyKey = (value: unknown): value is string =>
  typeof value === 'string' && /^[ -~]{1,255}$/.test(value);

/** What an account's id may be; anything else can't be one, so a route that reads answers 404. */
export const ACCOUNT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const ACCOUNT_ID_TEXT = '1 to 64 letters, digits, ".", "_" or "-", the first a letter or digit';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
