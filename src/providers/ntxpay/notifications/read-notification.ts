import { named, notBelieved } from '../../answers/unclear-report';
import {
  answerHash,
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { oddId } from '../../answers/unusual-pix-id';
import type { NotificationReading, Report } from '../../port/provider';
import { speaksOfUsedReference } from '../../answers/used-reference';
import { withoutPersonalData } from '../../answers/redact-personal-data';
import { readMovement } from '../amounts';
import { readReversal } from './read-reversal';

/**
 * A notification's raw text. The provider sends confirmations and errors under one event name, so the status is part of
 * the identity: an ERROR after a CONFIRMED is another notification, and the same one delivered again is not.
 * `counterpart`, `pixKey` and `metadata` are never looked at.
 */
export function readNotification(text: string): NotificationReading {
  const body = parseObject(text);
  if (!body) return anonymous('UNREADABLE', 'the body is not a JSON object');
  const event = idIn(body, 'event');
  const v2Type = idIn(body, 'type');
  if (event === undefined && v2Type !== undefined && objectIn(body, 'data'))
    return anonymous(
      `V2.${v2Type}`,
      `a notification of the V2 format, type ${named(v2Type)}: not understood`,
    );
  const identity = {
    eventType: [event, idIn(body, 'status')].filter(part => part !== undefined).join('.'),
    providerId: idOrIntegerIn(body, 'transactionId') ?? '',
    endToEndId: idIn(body, 'endToEndId') ?? '',
  };
  if (event === 'CashOutReversal') return { identity, ...readReversal(body, answerHash(text)) };
  return { identity, ...readCashOut(event, body, answerHash(text)) };
}

function readCashOut(
  event: string | undefined,
  body: JsonObject,
  hash: string,
): Omit<NotificationReading, 'identity'> {
  const externalReference = textIn(body, 'externalId') ?? null;
  const paymentEndToEndId = (event === 'CashOut' ? idIn(body, 'endToEndId') : undefined) ?? null;
  return {
    providerId: idOrIntegerIn(body, 'transactionId') ?? null,
    externalReference,
    paymentEndToEndId,
    report: readEvent(event, body, { externalReference, answerHash: hash }),
    warnings: oddId('E', paymentEndToEndId),
  };
}

interface Source {
  readonly externalReference: string | null;
  readonly answerHash: string;
}

function readEvent(event: string | undefined, body: JsonObject, source: Source): Report {
  if (event !== 'CashOut') return notBelieved(`event ${named(event)} is not understood`);
  const status = idIn(body, 'status');
  const movement = idIn(body, 'movementType');
  const isDebit = movement === 'DEBIT' || (isAbsent(body, 'movementType') && status !== 'CONFIRMED');
  if (!isDebit) return notBelieved(`CashOut with movementType ${named(movement)}`);
  switch (status) {
    case 'PENDING':
      return { kind: 'processing' };
    case 'CONFIRMED':
      return readConfirmed(body, source);
    case 'ERROR':
      return readError(body, source);
    default:
      return notBelieved(`CashOut with status ${named(status)} is not understood`);
  }
}

function readConfirmed(body: JsonObject, source: Source): Report {
  if (!isAbsent(body, 'errorCode')) return notBelieved('CashOut CONFIRMED with an errorCode');
  const debit = readMovement(body, 'DEBIT');
  if (typeof debit === 'string') return notBelieved(`CashOut CONFIRMED: ${debit}`);
  return {
    kind: 'completed',
    endToEndId: idIn(body, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(body, 'processingDate') ?? null,
    ...source,
  };
}

/** By its own page, an ERROR means that the amount was not debited. */
function readError(body: JsonObject, source: Source): Report {
  const code = (textIn(body, 'errorCode') ?? 'UNSPECIFIED').slice(0, 100);
  const message = textIn(body, 'errorMessage') ?? '';
  if (speaksOfUsedReference(`${code} ${message.slice(0, 2000)}`))
    return notBelieved(
      `CashOut ERROR ${named(code)}: the reference was used before; no proof about the original`,
    );
  // What stands there is documented nowhere: perhaps words instead of a code.
  const words = { code: withoutPersonalData(code), message: withoutPersonalData(message) };
  return { kind: 'failed', ...words, ...source };
}

/** Without a name of ours or of the provider's: its bytes alone are its identity. */
const anonymous = (eventType: string, reason: string): NotificationReading => ({
  identity: { eventType, providerId: '', endToEndId: '' },
  providerId: null,
  externalReference: null,
  paymentEndToEndId: null,
  report: notBelieved(reason),
  warnings: [],
});
