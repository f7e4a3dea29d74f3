import { parse } from 'lossless-json';
import type { StatementLine } from '../../domain/reconciliation/events';
import { parseProviderAmount, type Currency } from '../../shared/money';
import { idIn, idOrIntegerIn, numberTextIn, parseObject, textIn, type JsonObject } from '../lossless';
import type { ReadLine, StatementFault } from './statement-file';

/** As the search shows them and as the question about one payment does; what is in neither is money received. */
const KINDS: Readonly<Record<string, StatementLine['kind']>> = {
  'pix out': 'PAYOUT',
  withdraw: 'PAYOUT',
  transfer: 'PAYOUT',
  payment: 'PAYOUT',
  refund_out: 'RETURN',
  cashoutreversal: 'RETURN',
  'pix out reversal': 'RETURN',
};
const RECEIVED = new Set(['pix in', 'refund_in', 'cashin', 'cashinreversal', 'pix in reversal', 'deposit']);
const STATUSES: Readonly<Record<string, StatementLine['status']>> = {
  confirmed: 'COMPLETED',
  confirmado: 'COMPLETED',
  error: 'FAILED',
  erro: 'FAILED',
  pending: 'PENDING',
  pendente: 'PENDING',
};

/** The pages of NTX Pay's transaction search, one answer or an array of answers. Money received is passed over. */
export function readNtxSearch(text: string, currency: Currency): ReadLine[] | StatementFault {
  const rows = rowsOf(text);
  if (!rows)
    return { line: 0, message: 'this is no answer of the transaction search: it has no list of data' };
  return rows.flatMap((row, index) => readRow(row, index + 1, currency));
}

function rowsOf(text: string): JsonObject[] | undefined {
  const pages = pagesOf(text);
  if (!pages) return undefined;
  const lists = pages.map(page => page['data']);
  if (!lists.every(Array.isArray)) return undefined;
  // A line that is no object has no type, and is told as a fault with its number.
  return lists.flat().map(row => (typeof row === 'object' && row !== null ? (row as JsonObject) : {}));
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

function readRow(row: JsonObject, line: number, currency: Currency): ReadLine[] {
  const fault = (message: string): ReadLine[] => [{ fault: { line, message } }];
  const type = (idIn(row, 'type') ?? '').toLowerCase();
  if (RECEIVED.has(type)) return [];
  const kind = KINDS[type];
  if (!kind) return fault('type is none that is known');
  const status = STATUSES[(idIn(row, 'status') ?? '').toLowerCase()];
  if (!status) return fault('status is none that is known');
  const amountMinor = amountIn(row, ['originalAmount', 'amount', 'value'], currency);
  if (amountMinor === undefined || amountMinor === null) return fault(`amount must be a ${currency} amount`);
  const feeAmountMinor = amountIn(row, ['feeAmount', 'fee'], currency);
  if (feeAmountMinor === undefined) return fault(`fee must be a ${currency} amount`);
  const providerTime = idIn(row, 'processingDate') ?? idIn(row, 'createdAt') ?? null;
  const amounts = { amountMinor, feeAmountMinor };
  return [{ line: { line, kind, status, ...namesOf(row), ...amounts, providerTime } }];
}

const namesOf = (row: JsonObject) => ({
  providerId: idOrIntegerIn(row, 'transactionId') ?? idOrIntegerIn(row, 'id') ?? null,
  externalReference: textIn(row, 'externalId') ?? null,
  endToEndId: idIn(row, 'endToEndId') ?? idIn(row, 'e2eId') ?? null,
});

/** null where none of the fields is there, undefined where one is and is no amount. */
function amountIn(row: JsonObject, names: readonly string[], currency: Currency): bigint | null | undefined {
  for (const name of names) {
    const text = numberTextIn(row, name);
    if (text !== undefined) return parseProviderAmount(text, currency);
  }
  return null;
}
