import { parseProviderAmount } from '../shared/money';
import { numberTextIn, type JsonObject } from './lossless';

/**
 * The centavos in a field, a number or a string; undefined where it is missing, negative, in exponent form, or written
 * with more than two decimals: `50.000` is fifty thousand to some writers, and never guessed at.
 */
export const amountIn = (object: JsonObject, name: string): bigint | undefined =>
  centavosOf(numberTextIn(object, name) ?? '');

/** The same of a figure that may be below zero, as a balance may. */
export function signedAmountIn(object: JsonObject, name: string): bigint | undefined {
  const text = numberTextIn(object, name) ?? '';
  const minor = centavosOf(text.replace(/^-/, ''));
  return minor !== undefined && text.startsWith('-') ? -minor : minor;
}

const centavosOf = (text: string): bigint | undefined =>
  /^\d+(\.\d{1,2})?$/.test(text) ? parseProviderAmount(text, 'BRL') : undefined;
