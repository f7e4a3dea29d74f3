import { amountIn } from '../answers/amount';
import { numberTextIn, type JsonObject } from '../answers/lossless-json';

/** Two of the three amounts of a movement, in centavos; the third is made of them. */
export interface NtxAmounts {
  readonly amountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/**
 * The three amounts of money that left (DEBIT) or came (CREDIT): numbers in a notification, strings in an answer, read
 * from their text either way. The fee is always to our cost: finalAmount = originalAmount + feeAmount of a debit and
 * originalAmount − feeAmount of a credit. What does not add up is returned as a sentence that names the figures.
 */
export function readAmounts(object: JsonObject, type: 'DEBIT' | 'CREDIT'): NtxAmounts | string {
  const figures = NAMES.map(
    name => `${name} ${numberTextIn(object, name)?.slice(0, 40) ?? '(missing)'}`,
  ).join(', ');
  const [amountMinor, feeAmountMinor, finalMinor] = NAMES.map(name => amountIn(object, name));
  if (amountMinor === undefined || feeAmountMinor === undefined || finalMinor === undefined)
    return `unreadable amounts: ${figures}`;
  if (amountMinor === 0n) return `nothing was moved: ${figures}`;
  const total = type === 'DEBIT' ? amountMinor + feeAmountMinor : amountMinor - feeAmountMinor;
  return total === finalMinor ? { amountMinor, feeAmountMinor } : `amounts do not add up: ${figures}`;
}

const NAMES = ['originalAmount', 'feeAmount', 'finalAmount'] as const;
