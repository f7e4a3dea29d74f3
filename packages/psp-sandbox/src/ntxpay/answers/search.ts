import type { PspLedger } from '../../ledger/psp-ledger';
import { InvalidBody } from '../../http/body-fields';
import { totalOf } from '../../ledger/payment';
import { amountNumber } from '../../http/json-text';
import type { Details, NtxPayment } from '../orders/details';
import { counterpartView, statusOf } from './view';

const DAY_MS = 24 * 3600 * 1000;
const MAX_DAYS = 31;
const MAX_SIZE = 100;

const STATUSES = { PENDING: 'Pendente', CONFIRMED: 'Confirmado', ERROR: 'Error', CANCELLED: 'Cancelado' };
const TYPES = { PAYMENT: 'Pix in', WITHDRAW: 'Pix out', REFUND_IN: 'Refund in', REFUND_OUT: 'Refund out' };

/** One movement in the result: a payment or a return. */
interface Row {
  readonly id: string;
  readonly externalId: string | null;
  readonly endToEndId: string | null;
  readonly type: 'WITHDRAW' | 'REFUND_OUT';
  readonly status: keyof typeof STATUSES;
  readonly originalMinor: bigint;
  readonly feeMinor: bigint;
  readonly finalMinor: bigint;
  readonly at: string;
  readonly processedAt: string | null;
  readonly payment: NtxPayment;
}

/**
 * One page of GET /api/transactions, newest first: at most 100 rows, over at most 31 days, by default the last 31.
 * Returns a sentence for the client when the query has an error.
 */
export function search(ledger: PspLedger<Details>, query: URLSearchParams, now: string): object | string {
  try {
    const rows = ledger
      .all()
      .flatMap(rowsOf)
      .filter(filterIn(query, Date.parse(now)));
    rows.sort((left, right) => right.at.localeCompare(left.at));
    return pageOf(rows, numberIn(query, 'page', 1, 1_000_000), numberIn(query, 'size', 20, MAX_SIZE));
  } catch (error) {
    if (error instanceof InvalidBody) return error.message;
    throw error;
  }
}

const pageOf = (rows: readonly Row[], page: number, size: number): object => ({
  data: rows.slice((page - 1) * size, page * size).map(rowView),
  page,
  size,
  total: rows.length,
  totalPages: Math.ceil(rows.length / size),
});

const rowView = (row: Row): object => ({
  transactionId: row.id,
  externalId: row.externalId,
  status: STATUSES[row.status],
  operationType: TYPES[row.type],
  movementType: row.type === 'WITHDRAW' ? 'DEBIT' : 'CREDIT',
  originalAmount: amountNumber(row.originalMinor),
  feeAmount: amountNumber(row.feeMinor),
  finalAmount: amountNumber(row.finalMinor),
  endToEndId: row.endToEndId,
  createdAt: row.at,
  processedAt: row.processedAt,
  counterpart: counterpartView(row.payment),
});

const rowsOf = (payment: NtxPayment): readonly Row[] => [
  {
    id: payment.id,
    externalId: payment.reference,
    endToEndId: payment.endToEndId,
    type: 'WITHDRAW',
    status: statusOf(payment.status),
    originalMinor: payment.amountMinor,
    feeMinor: payment.feeMinor,
    finalMinor: totalOf(payment),
    at: payment.requestedAt,
    processedAt: payment.settledAt,
    payment,
  },
  ...payment.returns.map(({ id, endToEndId, amountMinor, feeMinor, at }) => ({
    id,
    externalId: null,
    endToEndId,
    type: 'REFUND_OUT' as const,
    status: 'CONFIRMED' as const,
    originalMinor: amountMinor,
    feeMinor,
    finalMinor: amountMinor - feeMinor,
    at,
    processedAt: at,
    payment,
  })),
];

function filterIn(query: URLSearchParams, nowMs: number): (row: Row) => boolean {
  const status = choiceIn(query, 'status', STATUSES);
  const type = choiceIn(query, 'type', TYPES);
  const [fromMs, untilMs] = periodIn(query, nowMs);
  const is = (wanted: string | null, value: string | null) => wanted === null || wanted === value;
  return row =>
    is(status, row.status) &&
    is(type, row.type) &&
    is(query.get('externalId'), row.externalId) &&
    is(query.get('endToEndId'), row.endToEndId) &&
    Date.parse(row.at) >= fromMs &&
    Date.parse(row.at) < untilMs;
}

/**
 * The period of a query in milliseconds: a day in Brazil counts from its start to its end, a time as it is. Without
 * `endDate` it ends now; without `startDate` it has 31 days.
 */
function periodIn(query: URLSearchParams, nowMs: number): readonly [number, number] {
  const [start, end] = [query.get('startDate'), query.get('endDate')];
  const untilMs = end === null ? nowMs : timeIn(end, DAY_MS);
  const fromMs = start === null ? untilMs - MAX_DAYS * DAY_MS : timeIn(start, 0);
  if (fromMs > untilMs || untilMs - fromMs > MAX_DAYS * DAY_MS)
    throw new InvalidBody(`startDate and endDate must be at most ${MAX_DAYS} days apart, in order.`);
  // The end is exclusive. Without `endDate`, include a movement of this very millisecond.
  return [fromMs, end === null ? nowMs + 1 : untilMs];
}

function timeIn(text: string, dayMs: number): number {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const ms = Date.parse(isDay ? `${text}T00:00:00-03:00` : text);
  if (Number.isNaN(ms)) throw new InvalidBody('startDate and endDate must be dates.');
  return isDay ? ms + dayMs : ms;
}

/** The key of a choice that the query gives by its key or by its displayed text. */
function choiceIn(
  query: URLSearchParams,
  name: string,
  choices: Readonly<Record<string, string>>,
): string | null {
  const wanted = query.get(name);
  if (wanted === null) return null;
  const found = Object.entries(choices).find(choice => choice.includes(wanted))?.[0];
  if (found === undefined) throw new InvalidBody(`${name} is unknown.`);
  return found;
}

function numberIn(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name) ?? String(usual);
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new InvalidBody(`${name} must be between 1 and ${most}.`);
  return value;
}
