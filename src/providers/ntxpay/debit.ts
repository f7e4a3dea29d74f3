import { parseProviderAmount } from '../../shared/money';
import { numberTextIn, type JsonObject } from '../lossless';

export interface Debit {
  /** What the payee got, in centavos. */
  readonly amountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/**
 * The three amounts of money that left: numbers in a notification, strings in an answer, read from their text either
 * way. Of a debit the provider says finalAmount = originalAmount + feeAmount; what does not add up is returned as a
 * sentence that names the figures.
 */
export function readDebit(object: JsonObject): Debit | string {
  const [original, fee, final] = ['originalAmount', 'feeAmount', 'finalAmount'].map(
    name => numberTextIn(object, name)?.slice(0, 40) ?? '(missing)',
  ) as [string, string, string];
  const figures = `originalAmount ${original}, feeAmount ${fee}, finalAmount ${final}`;
  const [amountMinor, feeAmountMinor, finalMinor] = [original, fee, final].map(text =>
    parseProviderAmount(text, 'BRL'),
  );
  if (amountMinor === undefined || feeAmountMinor === undefined || finalMinor === undefined)
    return `unreadable amounts: ${figures}`;
  if (amountMinor === 0n) return `nothing was paid: ${figures}`;
  if (amountMinor + feeAmountMinor !== finalMinor) return `amounts do not add up: ${figures}`;
  return { amountMinor, feeAmountMinor };
}
