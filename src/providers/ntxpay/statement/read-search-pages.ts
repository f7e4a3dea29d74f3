import { parse } from 'lossless-json';
import type { StatementLine } from '../../../domain/reconciliation/events';
import { parseObject, type JsonObject } from '../../answers/lossless-json';
import { ntxRowsOf, readNtxRow, type NtxOperation, type NtxRow } from './search-row';
import type { ReadFile, ReadLine } from '../../port/statement';

/** What is in neither of these is about money received: a payment to us, or a refund we made of one. */
const KINDS: Readonly<Partial<Record<NtxOperation, StatementLine['kind']>>> = {
  PIX_OUT: 'PAYOUT',
  REFUND_OUT: 'RETURN',
};
const STATUSES: Readonly<Record<NtxRow['status'], StatementLine['status']>> = {
  CONFIRMED: 'COMPLETED',
  ERROR: 'FAILED',
  PENDING: 'PENDING',
};

/**
 * The pages of NTX Pay's transaction search: one answer, or an array of answers. Rows are counted over all pages, from 1.
 * Rows about money received are passed over, once they are understood.
 */
export function readSearchPages(text: string): ReadFile {
  const pages = pagesOf(text)?.map(ntxRowsOf);
  if (!pages?.every(page => page !== undefined))
    return { line: 0, message: 'this is no answer of the transaction search: it has no list of data' };
  const many = pages.length > 1;
  const places = pages.flatMap((rows, page) =>
    rows.map((row, index) => ({ row, place: many ? `page ${page + 1}, row ${index + 1}: ` : '' })),
  );
  return places.flatMap(({ row, place }, index) => readLine(row, index + 1, place));
}

function pagesOf(text: string): JsonObject[] | undefined {
  const one = parseObject(text);
  if (one) return [one];
  try {
    const many = parse(text);
    return Array.isArray(many) ? many.map(page => (typeof page === 'object' && page ? page : {})) : undefined;
  } catch {
    return undefined;
  }
}

/** `place`: where a person finds the row, if the line alone does not say so. */
function readLine(data: JsonObject, line: number, place: string): ReadLine[] {
  const row = readNtxRow(data);
  if ('fault' in row) return [{ fault: { line, message: `${place}${row.fault}` } }];
  const kind = KINDS[row.operation];
  if (!kind) return [];
  const names = {
    providerId: row.transactionId,
    externalReference: row.externalId,
    endToEndId: row.endToEndId,
  };
  const amounts = { amountMinor: row.originalMinor, feeAmountMinor: row.feeMinor };
  const providerTime = row.processedAt ?? row.createdAt;
  return [{ line: { line, kind, status: STATUSES[row.status], ...names, ...amounts, providerTime } }];
}
