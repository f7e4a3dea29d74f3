import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { CURRENCIES, isCurrency, parseAmount } from '../../shared/money';
import { wants } from './field-facts';

/** Control characters, line and paragraph separators, half surrogate pairs: a person does not see them on a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

type Check = (value: unknown, object: Readonly<Record<string, unknown>>) => boolean;

/** The one rule of a field, with the message of its fault: `must be` and the form that is wanted. */
export function FieldRule(message: string, check: Check): PropertyDecorator {
  const rule = ValidateBy({
    name: 'rule',
    validator: {
      validate: (value: unknown, args) => check(value, (args?.object ?? {}) as Record<string, unknown>),
      defaultMessage: () => message,
    },
  });
  return applyDecorators(rule, wants(message.replace(/^must be /, ''))) as PropertyDecorator;
}

/** Text of `min` to `max` characters (code points), kept exactly as it is given. */
export function isPlainText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string' || value.length > 2 * max || UNPRINTABLE.test(value)) return false;
  const length = [...value].length;
  return length >= min && length <= max && (min === 0 || value.trim() !== '');
}

export const PlainText = (min: number, max: number): PropertyDecorator =>
  FieldRule(`must be text of ${min} to ${max} printable characters`, value => isPlainText(value, min, max));

export const Pattern = (pattern: RegExp, description: string): PropertyDecorator =>
  FieldRule(`must be ${description}`, value => typeof value === 'string' && pattern.test(value));

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  FieldRule(
    `must be one of ${values.join(', ')}`,
    value => typeof value === 'string' && values.includes(value),
  );

const isAmount = (value: unknown, currencies: readonly string[]): boolean =>
  typeof value === 'string' &&
  currencies.some(currency => isCurrency(currency) && (parseAmount(value, currency) ?? 0n) > 0n);

/** With a wrong currency there are no digits to count: then the currency's own fault is enough. BRL when none is given. */
export const isPayoutAmount: Check = (value, { currency }) =>
  isAmount(value, isCurrency(currency ?? 'BRL') ? [String(currency ?? 'BRL')] : CURRENCIES);

export const isDepositAmount: Check = value => isAmount(value, CURRENCIES);

/** 1 to 255 printable ASCII characters. */
export const isIdempotencyKey = (value: unknown): value is string =>
  typeof value === 'string' && /^[ -~]{1,255}$/.test(value);

/** A JSON object; its class validates what is in it. */
export const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The ids that an account can have. A route that reads answers 404 for another text. */
export const ACCOUNT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const ACCOUNT_ID_TEXT = '1 to 64 letters, digits, ".", "_" or "-", the first a letter or digit';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
