import { amountIn } from '../../answers/amount';
import { quoted, noEvidence, unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import type { PayoutQuery, ReturnQuery } from '../../port/provider';

/**
 * NTX Pay's types, seen from our account: WITHDRAW is our payout and left; REFUND_OUT is a payout of ours that came back.
 * PAYMENT is a payment to us, and REFUND_IN is what we gave back of such a payment. No page of the provider says what a
 * TRANSFER is and which way it goes. Only WITHDRAW and REFUND_OUT can be about a payout.
 */
const DIRECTIONS = { WITHDRAW: 'DEBIT', REFUND_OUT: 'CREDIT' } as const;

export const idOf = (data: JsonObject): string | undefined =>
  idOrIntegerIn(data, 'id') ?? idOrIntegerIn(data, 'transactionId');

/** Why this answer is not about this payout; undefined: it is. */
export function payoutMismatch(data: JsonObject, asked: PayoutQuery): UnclearReport | undefined {
  const id = idOf(data);
  if (id === undefined) return noEvidence('the answer does not say which transaction it is about');
  const externalId = textIn(data, 'externalId');
  if (asked.providerId === null) {
    // A reference that looks like a number finds a transaction that is not ours: it says nothing about our payout.
    if (externalId !== asked.externalReference)
      return noEvidence('the answer is about another transaction, or does not say which');
  } else if (id !== asked.providerId || (externalId ?? asked.externalReference) !== asked.externalReference)
    return unclearForPerson('asked by its id, the provider answers with another transaction');
  return movementMismatch(data, 'WITHDRAW', 'cash-out') ?? amountMismatch(data, asked);
}

/**
 * Why this answer is not about this return; undefined: it is. The answer names the return's payment by
 * `parentTransaction`. The documented answer has no such field: then the return's own id in PIX must be the one that the
 * notification named.
 */
export function returnMismatch(data: JsonObject, asked: ReturnQuery): UnclearReport | undefined {
  const id = idOf(data);
  if (id === undefined) return noEvidence('the answer does not say which transaction it is about');
  if (id !== asked.returnName)
    return unclearForPerson('asked for a return by its id, the provider answers with another transaction');
  const externalId = textIn(data, 'externalId');
  if (externalId !== undefined && externalId !== asked.payment.externalReference)
    return unclearForPerson('the return has the externalId of another payment');
  return movementMismatch(data, 'REFUND_OUT', 'return of ours') ?? parentMismatch(data, asked);
}

function movementMismatch(
  data: JsonObject,
  due: keyof typeof DIRECTIONS,
  what: string,
): UnclearReport | undefined {
  const type = idIn(data, 'type');
  if (type !== due) return unclearForPerson(`type ${quoted(type)} is no ${what}`);
  const movement = idIn(data, 'movementType');
  if (isAbsent(data, 'movementType') || movement === DIRECTIONS[due]) return undefined;
  return unclearForPerson(`${due} with movementType ${quoted(movement)}`);
}

function amountMismatch(data: JsonObject, { amountMinor }: PayoutQuery): UnclearReport | undefined {
  const shown = amountIn(data, 'originalAmount');
  return amountMinor === undefined || shown === undefined || shown === amountMinor
    ? undefined
    : unclearForPerson('a transaction of another amount stands under our reference');
}

function parentMismatch(
  data: JsonObject,
  { returnEndToEndId, payment }: ReturnQuery,
): UnclearReport | undefined {
  const parent = objectIn(data, 'parentTransaction');
  if (!parent) {
    const own = idIn(data, 'e2eId') ?? idIn(data, 'endToEndId');
    return own !== undefined && own === returnEndToEndId
      ? undefined
      : noEvidence('nothing in the answer says which payment the return belongs to');
  }
  const pairs = [
    [idOrIntegerIn(parent, 'transactionId'), payment.providerId],
    [textIn(parent, 'externalId'), payment.externalReference],
    [idIn(parent, 'endToEndId'), payment.endToEndId],
  ] as const;
  const known = pairs.filter(([shown, ours]) => shown !== undefined && ours !== null);
  return known.length > 0 && known.every(([shown, ours]) => shown === ours)
    ? undefined
    : unclearForPerson('the return belongs to another payment');
}
