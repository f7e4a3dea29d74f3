import { quoted, unclearForPerson } from '../../answers/unclear-report';
import {
  answerHash,
  idIn,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { unusualPixId } from '../../answers/unusual-pix-id';
import { NO_JSON_OBJECT } from '../../answers/unreadable-notification';
import type { ParsedNotification, PayoutReport } from '../../port/provider';
import { refundIds, type RefundIds } from '../queries/read-refund';
import { readData } from '../queries/read-report';
import type { ReportSource } from '../queries/report-source';

/** The status each understood notification must carry in its data. */
const STATUS_OF_EVENT: Readonly<Record<string, string>> = {
  CASHOUT_COMPLETED: 'COMPLETED',
  CASHOUT_FAILED: 'FAILED',
  CASHOUT_REFUNDED: 'REFUNDED',
};

/** A notification's raw text. Its identity is what it means; X-Event-Id is new at every delivery and no part of it. */
export function readNotification(text: string): ParsedNotification {
  const body = parseObject(text);
  if (!body) return NO_JSON_OBJECT;
  const eventType = idIn(body, 'eventType') ?? '';
  const data = objectIn(body, 'data') ?? {};
  const providerId = idIn(data, 'internalCode') ?? null;
  const ids = pixIdsOf(eventType, data);
  return {
    identity: { eventType, providerId: providerId ?? '', endToEndId: idIn(data, 'endToEndId') ?? '' },
    providerId,
    externalReference: textIn(data, 'externalReference') ?? null,
    paymentEndToEndId: ids.ofPayment,
    report: readEvent(eventType, data, { providerId, answerHash: answerHash(text) }),
    warnings: [...unusualPixId('E', ids.ofPayment), ...unusualPixId('D', ids.ofReturn)],
  };
}

function readEvent(eventType: string, data: JsonObject, source: ReportSource): PayoutReport {
  const expected = Object.hasOwn(STATUS_OF_EVENT, eventType) ? STATUS_OF_EVENT[eventType] : undefined;
  if (!expected) return unclearForPerson(`event type ${quoted(eventType)} is not understood`);
  const status = idIn(data, 'status');
  if (status !== expected) return unclearForPerson(`${eventType} with status ${quoted(status)}`);
  return readData(data, source);
}

function pixIdsOf(eventType: string, data: JsonObject): RefundIds {
  if (eventType === 'CASHOUT_REFUNDED') return refundIds(data) ?? NO_IDS;
  if (!Object.hasOwn(STATUS_OF_EVENT, eventType)) return NO_IDS;
  return { ofPayment: idIn(data, 'endToEndId') ?? null, ofReturn: null };
}

const NO_IDS: RefundIds = { ofPayment: null, ofReturn: null };
