import { parseProviderAmount } from '../shared/money';
import { numberTextIn, type JsonObject } from './lossless';

/**
 * The centavos in a field, a number or a string; undefined where it is missing, negative, in exponent form, or written
 * with more than two decimals: `50.000` is fifty thousand to some writers, and never guessed at.
 */
export function amountIn(object: JsonObject, name: string): bigint | undefined {
  const text = numberTextIn(object, name) ?? '';
  return /^\d+(\.\d{1,2})?$/.test(text) ? parseProviderAmount(text, 'BRL') : undefined;
}
