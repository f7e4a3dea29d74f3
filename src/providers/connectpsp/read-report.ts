import { parseProviderAmount } from '../../shared/money';
import { answerHash, idIn, numberTextIn, objectIn, parseObject, textIn, type JsonObject } from '../lossless';
import type { NotificationReading, Report } from '../provider';
import { withoutPersonalData } from '../without-personal-data';

/** The status each understood notification must carry in its data. */
const STATUS_OF_EVENT: Readonly<Record<string, string>> = {
  CASHOUT_COMPLETED: 'COMPLETED',
  CASHOUT_FAILED: 'FAILED',
};

/** The answer to GET /cash-out/{id}, of which `asked` must be the subject. Unknown fields are passed over. */
export function readAnswer(text: string, asked: { providerId: string; externalReference: string }): Report {
  const data = parseObject(text);
  if (!data) return unclear('the answer is not a JSON object');
  const providerId = idIn(data, 'internalCode');
  const externalReference = textIn(data, 'externalReference');
  const names = providerId !== undefined || externalReference !== undefined;
  const same =
    (providerId ?? asked.providerId) === asked.providerId &&
    (externalReference ?? asked.externalReference) === asked.externalReference;
  if (!names || !same) return unclear('the answer is about another payout, or does not say which');
  return readData(data, answerHash(text));
}

/** A notification's raw text. Its identity is what it means; X-Event-Id is new at every delivery and no part of it. */
export function readNotification(text: string): NotificationReading {
  const body = parseObject(text);
  if (!body) {
    const identity = { eventType: 'UNREADABLE', providerId: '', endToEndId: '' };
    return {
      identity,
      providerId: null,
      externalReference: null,
      report: unclear('the body is not a JSON object'),
    };
  }
  const eventType = idIn(body, 'eventType') ?? '';
  const data = objectIn(body, 'data') ?? {};
  const providerId = idIn(data, 'internalCode') ?? null;
  return {
    identity: { eventType, providerId: providerId ?? '', endToEndId: idIn(data, 'endToEndId') ?? '' },
    providerId,
    externalReference: textIn(data, 'externalReference') ?? null,
    report: readEvent(eventType, data, answerHash(text)),
  };
}

function readEvent(eventType: string, data: JsonObject, hash: string): Report {
  const expected = Object.hasOwn(STATUS_OF_EVENT, eventType) ? STATUS_OF_EVENT[eventType] : undefined;
  if (!expected) return unclear(`event type ${named(eventType)} is not understood`);
  const status = idIn(data, 'status');
  if (status !== expected) return unclear(`${eventType} with status ${named(status)}`);
  return readData(data, hash);
}

function readData(data: JsonObject, hash: string): Report {
  const status = idIn(data, 'status');
  switch (status) {
    case 'PROCESSING':
      return { kind: 'processing' };
    case 'COMPLETED':
      return readCompleted(data, hash);
    case 'FAILED':
      return readFailed(data, hash);
    default:
      // REFUNDED, CANCELLED and whatever may be added: evidence of something, but not of what we know to book.
      return unclear(`status ${named(status)} is not understood`);
  }
}

function readCompleted(data: JsonObject, hash: string): Report {
  const amountMinor = parseProviderAmount(numberTextIn(data, 'amount') ?? '', 'BRL');
  if (amountMinor === undefined || amountMinor === 0n) return unclear('COMPLETED without a readable amount');
  if (objectIn(data, 'failure')) return unclear('COMPLETED with a failure');
  return {
    kind: 'completed',
    endToEndId: idIn(data, 'endToEndId') ?? null,
    amountMinor,
    feeAmountMinor: null,
    providerTime: idIn(data, 'paidAt') ?? null,
    answerHash: hash,
    externalReference: textIn(data, 'externalReference') ?? null,
  };
}

function readFailed(data: JsonObject, hash: string): Report {
  const failure = objectIn(data, 'failure') ?? {};
  return {
    kind: 'failed',
    code: (textIn(failure, 'code') ?? 'UNSPECIFIED').slice(0, 100),
    message: withoutPersonalData(textIn(failure, 'message') ?? ''),
    answerHash: hash,
    externalReference: textIn(data, 'externalReference') ?? null,
  };
}

const unclear = (reason: string): Report => ({ kind: 'unclear', reason });
const named = (text: string | undefined): string => (text ? JSON.stringify(text.slice(0, 60)) : '(missing)');
