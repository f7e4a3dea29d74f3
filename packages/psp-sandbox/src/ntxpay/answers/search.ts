import { json } from '../../http/json-answers';
import type { Book } from '../../ledger/psp-ledger';
import { Invalid } from '../../http/body-fields';
import type { Spoken } from '../../http/http-server';
import { totalOf } from '../../ledger/payment';
import { amountNumber } from '../../core/random-text';
import type { Details, NtxPayment } from '../orders/details';
import { problem } from './problem';
import { counterpartView } from './view';

const DAY_MS = 24 * 3600 * 1000;
const MAX_DAYS = 31;
const MAX_SIZE = 100;

const STATUSES = { PENDING: 'Pendente', CONFIRMED: 'Confirmado', ERROR: 'Error', CANCELLED: 'Cancelado' };
const TYPES = { PAYMENT: 'Pix in', WITHDRAW: 'Pix out', REFUND_IN: 'Refund in', REFUND_OUT: 'Refund out' };
const STATUS_OF = { pending: 'PENDING', paid: 'CONFIRMED', failed: 'ERROR', cancelled: 'CANCELLED' } as const;

/** A movement as the search finds it: a payment, or a return. */
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
 * GET /api/transactions: the newest first, page by page, at most 100 rows, over at most 31 days and, where no days are
 * given, over the last 31.
 */
export function search(book: Book<Details>, query: URLSearchParams, now: string): Spoken {
  try {
    const rows = book
      .all()
      .flatMap(rowsOf)
      .filter(filterIn(query, Date.parse(now)));
    rows.sort((left, right) => right.at.localeCompare(left.at));
    return json(pageOf(rows, numberIn(query, 'page', 1, 1_000_000), numberIn(query, 'size', 20, MAX_SIZE)));
  } catch (error) {
    if (error instanceof Invalid) return problem(400, error.message);
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
    status: STATUS_OF[payment.status],
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
 * From the start of a day in Brazil, or a moment, up to the end of one. Up to now where no end is given, and 31 days
 * where no start is.
 */
function periodIn(query: URLSearchParams, nowMs: number): readonly [number, number] {
  const [start, end] = [query.get('startDate'), query.get('endDate')];
  const untilMs = end === null ? nowMs : momentIn(end, DAY_MS);
  const fromMs = start === null ? untilMs - MAX_DAYS * DAY_MS : momentIn(start, 0);
  if (fromMs > untilMs || untilMs - fromMs > MAX_DAYS * DAY_MS)
    throw new Invalid(`startDate and endDate must be at most ${MAX_DAYS} days apart, in order.`);
  // What was made at this very moment is found too.
  return [fromMs, end === null ? nowMs + 1 : untilMs];
}

function momentIn(text: string, dayMs: number): number {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const ms = Date.parse(isDay ? `${text}T00:00:00-03:00` : text);
  if (Number.isNaN(ms)) throw new Invalid('startDate and endDate must be dates.');
  return isDay ? ms + dayMs : ms;
}

/** A choice by its name or as it is shown. */
function choiceIn(
  query: URLSearchParams,
  name: string,
  choices: Readonly<Record<string, string>>,
): string | null {
  const wanted = query.get(name);
  if (wanted === null) return null;
  const found = Object.entries(choices).find(choice => choice.includes(wanted))?.[0];
  if (found === undefined) throw new Invalid(`${name} is unknown.`);
  return found;
}

function numberIn(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name) ?? String(usual);
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Invalid(`${name} must be between 1 and ${most}.`);
  return value;
}
