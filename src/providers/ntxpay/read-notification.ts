import {
  answerHash,
  idIn,
  idOrIntegerIn,
  isAbsent,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../lossless';
import type { NotificationReading, Report } from '../provider';
import { withoutPersonalData } from '../without-personal-data';
import { readDebit } from './debit';
import { speaksOfDuplicate } from './refusal';

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
  const status = idIn(body, 'status');
  const providerId = idOrIntegerIn(body, 'transactionId') ?? null;
  const externalReference = textIn(body, 'externalId') ?? null;
  return {
    identity: {
      eventType: [event, status].filter(part => part !== undefined).join('.'),
      providerId: providerId ?? '',
      endToEndId: idIn(body, 'endToEndId') ?? '',
    },
    providerId,
    externalReference,
    report: readEvent(event, status, body, { externalReference, answerHash: answerHash(text) }),
  };
}

interface Source {
  readonly externalReference: string | null;
  readonly answerHash: string;
}

function readEvent(
  event: string | undefined,
  status: string | undefined,
  body: JsonObject,
  source: Source,
): Report {
  if (event !== 'CashOut') return unclear(`event ${named(event)} is not understood`);
  const movement = idIn(body, 'movementType');
  const isDebit = movement === 'DEBIT' || (isAbsent(body, 'movementType') && status !== 'CONFIRMED');
  if (!isDebit) return unclear(`CashOut with movementType ${named(movement)}`);
  switch (status) {
    case 'PENDING':
      return { kind: 'processing' };
    case 'CONFIRMED':
      return readConfirmed(body, source);
    case 'ERROR':
      return readError(body, source);
    default:
      return unclear(`CashOut with status ${named(status)} is not understood`);
  }
}

function readConfirmed(body: JsonObject, source: Source): Report {
  if (!isAbsent(body, 'errorCode')) return unclear('CashOut CONFIRMED with an errorCode');
  const debit = readDebit(body);
  if (typeof debit === 'string') return unclear(`CashOut CONFIRMED: ${debit}`);
  return {
    kind: 'completed',
    endToEndId: idIn(body, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(body, 'processingDate') ?? null,
    ...source,
  };
}

/** By its seed, an ERROR means that the amount was not debited. */
function readError(body: JsonObject, source: Source): Report {
  const code = (textIn(body, 'errorCode') ?? 'UNSPECIFIED').slice(0, 100);
  const message = textIn(body, 'errorMessage') ?? '';
  if (speaksOfDuplicate(`${code} ${message.slice(0, 2000)}`))
    return unclear(
      `CashOut ERROR ${named(code)}: the reference was used before; no proof about the original`,
    );
  return { kind: 'failed', code, message: withoutPersonalData(message), ...source };
}

/** Without a name of ours or of the provider's: its bytes alone are its identity. */
const anonymous = (eventType: string, reason: string): NotificationReading => ({
  identity: { eventType, providerId: '', endToEndId: '' },
  providerId: null,
  externalReference: null,
  report: unclear(reason),
});

const unclear = (reason: string): Report => ({ kind: 'unclear', reason });
const named = (text: string | undefined): string => (text ? JSON.stringify(text.slice(0, 60)) : '(missing)');
