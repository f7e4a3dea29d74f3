import { parseProviderAmount } from '../../shared/money';
import { numberTextIn, type JsonObject } from './lossless-json';

/**
 * The centavos in a field, a number or a string. Returns undefined where the field is missing, negative, in exponent
 * form, or written with more than two decimals.
 */
export const amountIn = (object: JsonObject, name: string): bigint | undefined =>
  parseProviderAmount(numberTextIn(object, name) ?? '', 'BRL');

/** The same of a figure that may be below zero, as a balance may. */
export function signedAmountIn(object: JsonObject, name: string): bigint | undefined {
  const text = numberTextIn(object, name) ?? '';
  const minor = parseProviderAmount(text.replace(/^-/, ''), 'BRL');
  return minor !== undefined && text.startsWith('-') ? -minor : minor;
}
