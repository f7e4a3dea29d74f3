import { named, notBelieved } from '../../answers/unclear-report';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { oddId } from '../../answers/unusual-pix-id';
import type { NotificationReading, Report } from '../../port/provider';
import { readMovement } from '../amounts';

interface Parent {
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly paymentEndToEndId: string | null;
}

/**
 * CashOutReversal: money of a payment came back, all of it or a part. It is a movement of its own, with its own ids and
 * its own fee; the payment it belongs to is named by `parentTransaction`, and the `externalId` is null. Which amounts its
 * `metadata` is in nobody says: never looked at.
 */
export function readReversal(body: JsonObject, answerHash: string): Omit<NotificationReading, 'identity'> {
  const parent = parentOf(objectIn(body, 'parentTransaction') ?? {});
  return {
    ...parent,
    report: readStatus(body, parent, answerHash),
    warnings: [
      ...oddId('E', parent.paymentEndToEndId),
      ...oddId('D', idIn(body, 'endToEndId') ?? null),
      ...foreignReference(body, parent),
    ],
  };
}

const parentOf = (parent: JsonObject): Parent => ({
  providerId: idOrIntegerIn(parent, 'transactionId') ?? null,
  externalReference: textIn(parent, 'externalId') ?? null,
  paymentEndToEndId: idIn(parent, 'endToEndId') ?? null,
});

function readStatus(body: JsonObject, parent: Parent, answerHash: string): Report {
  const movement = idIn(body, 'movementType');
  if (movement !== 'CREDIT') return notBelieved(`CashOutReversal with movementType ${named(movement)}`);
  if (parent.providerId === null && parent.externalReference === null && parent.paymentEndToEndId === null)
    return notBelieved('CashOutReversal of a payment that it does not name');
  const status = idIn(body, 'status');
  if (status === 'PENDING') return { kind: 'processing' };
  // An ERROR is the return's own: of the payment it says nothing.
  if (status !== 'CONFIRMED') return notBelieved(`CashOutReversal with status ${named(status)}`);
  if (!isAbsent(body, 'errorCode')) return notBelieved('CashOutReversal CONFIRMED with an errorCode');
  return readReturn(body, parent, answerHash);
}

function readReturn(body: JsonObject, parent: Parent, answerHash: string): Report {
  const returnName = idOrIntegerIn(body, 'transactionId');
  if (returnName === undefined) return notBelieved('CashOutReversal without a transactionId of its own');
  if (returnName === parent.providerId)
    return notBelieved("CashOutReversal under its payment's transactionId");
  const credit = readMovement(body, 'CREDIT');
  if (typeof credit === 'string') return notBelieved(`CashOutReversal: ${credit}`);
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
