import { quoted, unclearForPerson } from '../../answers/unclear-report';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { unusualPixId } from '../../answers/unusual-pix-id';
import type { ParsedNotification, PayoutReport } from '../../port/provider';
import { readAmounts } from '../amounts';

interface Parent {
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly paymentEndToEndId: string | null;
}

/**
 * CashOutReversal: money of a payment came back, all of it or a part. It is a movement of its own, with its own ids and
 * its own fee. Its `parentTransaction` names the payment it belongs to, and its `externalId` is null. No document says
 * in which unit the figures of its `metadata` are: the code never reads them.
 */
export function readReversal(body: JsonObject, answerHash: string): Omit<ParsedNotification, 'identity'> {
  const parent = parentOf(objectIn(body, 'parentTransaction') ?? {});
  return {
    ...parent,
    report: readStatus(body, parent, answerHash),
    warnings: [
      ...unusualPixId('E', parent.paymentEndToEndId),
      ...unusualPixId('D', idIn(body, 'endToEndId') ?? null),
      ...foreignReference(body, parent),
    ],
  };
}

const parentOf = (parent: JsonObject): Parent => ({
  providerId: idOrIntegerIn(parent, 'transactionId') ?? null,
  externalReference: textIn(parent, 'externalId') ?? null,
  paymentEndToEndId: idIn(parent, 'endToEndId') ?? null,
});

function readStatus(body: JsonObject, parent: Parent, answerHash: string): PayoutReport {
  const movement = idIn(body, 'movementType');
  if (movement !== 'CREDIT') return unclearForPerson(`CashOutReversal with movementType ${quoted(movement)}`);
  if (parent.providerId === null && parent.externalReference === null && parent.paymentEndToEndId === null)
    return unclearForPerson('CashOutReversal of a payment that it does not name');
  const status = idIn(body, 'status');
  if (status === 'PENDING') return { kind: 'processing' };
  // An ERROR is the return's own: of the payment it says nothing.
  if (status !== 'CONFIRMED') return unclearForPerson(`CashOutReversal with status ${quoted(status)}`);
  if (!isAbsent(body, 'errorCode')) return unclearForPerson('CashOutReversal CONFIRMED with an errorCode');
  return readReturn(body, parent, answerHash);
}

function readReturn(body: JsonObject, parent: Parent, answerHash: string): PayoutReport {
  const returnName = idOrIntegerIn(body, 'transactionId');
  if (returnName === undefined) return unclearForPerson('CashOutReversal without a transactionId of its own');
  if (returnName === parent.providerId)
    return unclearForPerson("CashOutReversal under its payment's transactionId");
  const credit = readAmounts(body, 'CREDIT');
  if (typeof credit === 'string') return unclearForPerson(`CashOutReversal: ${credit}`);
  return {
    kind: 'returned',
    returnName,
    endToEndId: idIn(body, 'endToEndId') ?? null,
    ...credit,
    providerTime: idIn(body, 'processingDate') ?? null,
    answerHash,
    externalReference: parent.externalReference,
    originalEndToEndId: parent.paymentEndToEndId,
    completion: null,
  };
}

function foreignReference(body: JsonObject, { externalReference }: Parent): string[] {
  const own = textIn(body, 'externalId');
  return own === undefined || own === externalReference
    ? []
    : ["the return has an externalId of its own, which is not its payment's"];
}
