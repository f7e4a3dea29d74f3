import { amountIn } from '../../answers/amount';
import { named, noEvidence, notBelieved, type Doubt } from '../../answers/unclear-report';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import type { ReturnQuestion } from '../../port/provider';

/** What an answer to GET /api/pix/transaction/{id} must be about to be about our payout. */
export interface Asked {
  /** null: asked by our reference only. */
  readonly providerId: string | null;
  readonly externalReference: string;
  /** Missing: whoever asks compares it. */
  readonly amountMinor?: bigint;
  /** RFC 3339 UTC: nothing of the payout is older. Missing: not known. */
  readonly requestedAt?: string;
}

/**
 * NTX Pay's types, seen from our account: WITHDRAW is our payout and left; REFUND_OUT is a payout of ours that came back.
 * PAYMENT is somebody's payment to us, REFUND_IN what we gave back of such a payment. What a TRANSFER is, and which way it
 * goes, no page of the provider says. Only the first two can be about a payout.
 */
const DIRECTIONS = { WITHDRAW: 'DEBIT', REFUND_OUT: 'CREDIT' } as const;

export const idOf = (data: JsonObject): string | undefined =>
  idOrIntegerIn(data, 'id') ?? idOrIntegerIn(data, 'transactionId');

/** Why this answer is not about this payout; undefined: it is. */
export function otherThanPayout(data: JsonObject, asked: Asked): Doubt | undefined {
  const id = idOf(data);
  if (id === undefined) return noEvidence('the answer does not say which transaction it is about');
  const externalId = textIn(data, 'externalId');
  if (asked.providerId === null) {
    // A reference that looks like a number finds somebody else's transaction: no word about our payout.
    if (externalId !== asked.externalReference)
      return noEvidence('the answer is about another transaction, or does not say which');
  } else if (id !== asked.providerId || (externalId ?? asked.externalReference) !== asked.externalReference)
    return notBelieved('asked by its id, the provider answers with another transaction');
  return otherMovement(data, 'WITHDRAW', 'cash-out') ?? otherAmount(data, asked);
}

/**
 * Why this answer is not about this return; undefined: it is. Whose return it is the answer says by `parentTransaction`.
 * The documented one has no such field: then the return's own id in PIX must be the one that was told.
 */
export function otherThanReturn(data: JsonObject, asked: ReturnQuestion): Doubt | undefined {
  const id = idOf(data);
  if (id === undefined) return noEvidence('the answer does not say which transaction it is about');
  if (id !== asked.returnName)
    return notBelieved('asked for a return by its id, the provider answers with another transaction');
  const externalId = textIn(data, 'externalId');
  if (externalId !== undefined && externalId !== asked.payment.externalReference)
    return notBelieved('the return has the externalId of another payment');
  return otherMovement(data, 'REFUND_OUT', 'return of ours') ?? otherParent(data, asked);
}

function otherMovement(data: JsonObject, due: keyof typeof DIRECTIONS, what: string): Doubt | undefined {
  const type = idIn(data, 'type');
  if (type !== due) return notBelieved(`type ${named(type)} is no ${what}`);
  const movement = idIn(data, 'movementType');
  if (isAbsent(data, 'movementType') || movement === DIRECTIONS[due]) return undefined;
  return notBelieved(`${due} with movementType ${named(movement)}`);
}

function otherAmount(data: JsonObject, { amountMinor }: Asked): Doubt | undefined {
  const shown = amountIn(data, 'originalAmount');
  return amountMinor === undefined || shown === undefined || shown === amountMinor
    ? undefined
    : notBelieved('a transaction of another amount stands under our reference');
}

function otherParent(data: JsonObject, { returnEndToEndId, payment }: ReturnQuestion): Doubt | undefined {
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
    : notBelieved('the return belongs to another payment');
}
