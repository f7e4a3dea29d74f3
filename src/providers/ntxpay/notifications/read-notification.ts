import { quoted, unclearForPerson } from '../../answers/unclear-report';
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
import { unusualPixId } from '../../answers/unusual-pix-id';
import { NO_JSON_OBJECT, unreadableNotification } from '../../answers/unreadable-notification';
import type { ParsedNotification, PayoutReport } from '../../port/provider';
import { mentionsUsedReference } from '../../answers/used-reference';
import { redactPersonalData } from '../../answers/redact-personal-data';
import { readAmounts } from '../amounts';
import { readReversal } from './read-reversal';

/**
 * A notification's raw text. The provider sends confirmations and errors under one event name, so the status is part of
 * the identity. An ERROR after a CONFIRMED is another notification. The same notification delivered again is not another.
 * `counterpart`, `pixKey` and `metadata` are never looked at.
 */
export function readNotification(text: string): ParsedNotification {
  const body = parseObject(text);
  if (!body) return NO_JSON_OBJECT;
  const event = idIn(body, 'event');
  const v2Type = idIn(body, 'type');
  if (event === undefined && v2Type !== undefined && objectIn(body, 'data'))
    return unreadableNotification(
      `V2.${v2Type}`,
      `a notification of the V2 format, type ${quoted(v2Type)}: not understood`,
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
): Omit<ParsedNotification, 'identity'> {
  const externalReference = textIn(body, 'externalId') ?? null;
  const paymentEndToEndId = (event === 'CashOut' ? idIn(body, 'endToEndId') : undefined) ?? null;
  return {
    providerId: idOrIntegerIn(body, 'transactionId') ?? null,
    externalReference,
    paymentEndToEndId,
    report: readEvent(event, body, { externalReference, answerHash: hash }),
    warnings: unusualPixId('E', paymentEndToEndId),
  };
}

interface ReportSource {
  readonly externalReference: string | null;
  readonly answerHash: string;
}

function readEvent(event: string | undefined, body: JsonObject, source: ReportSource): PayoutReport {
  if (event !== 'CashOut') return unclearForPerson(`event ${quoted(event)} is not understood`);
  const status = idIn(body, 'status');
  const movement = idIn(body, 'movementType');
  const isDebit = movement === 'DEBIT' || (isAbsent(body, 'movementType') && status !== 'CONFIRMED');
  if (!isDebit) return unclearForPerson(`CashOut with movementType ${quoted(movement)}`);
  switch (status) {
    case 'PENDING':
      return { kind: 'processing' };
    case 'CONFIRMED':
      return readConfirmed(body, source);
    case 'ERROR':
      return readError(body, source);
    default:
      return unclearForPerson(`CashOut with status ${quoted(status)} is not understood`);
  }
}

function readConfirmed(body: JsonObject, source: ReportSource): PayoutReport {
  if (!isAbsent(body, 'errorCode')) return unclearForPerson('CashOut CONFIRMED with an errorCode');
  const debit = readAmounts(body, 'DEBIT');
  if (typeof debit === 'string') return unclearForPerson(`CashOut CONFIRMED: ${debit}`);
  return {
    kind: 'completed',
    endToEndId: idIn(body, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(body, 'processingDate') ?? null,
    ...source,
  };
}

/** By its own page, an ERROR means that the amount was not debited. */
function readError(body: JsonObject, source: ReportSource): PayoutReport {
  const code = (textIn(body, 'errorCode') ?? 'UNSPECIFIED').slice(0, 100);
  const message = textIn(body, 'errorMessage') ?? '';
  if (mentionsUsedReference(`${code} ${message.slice(0, 2000)}`))
    return unclearForPerson(
      `CashOut ERROR ${quoted(code)}: the reference was used before; no proof about the original`,
    );
  // What stands there is documented nowhere: perhaps words instead of a code.
  const words = { code: redactPersonalData(code), message: redactPersonalData(message) };
  return { kind: 'failed', ...words, ...source };
}
