import type { Currency } from '../../../shared/money';
import { amountIn } from '../../answers/amount';
import { quoted } from '../../answers/unclear-report';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { readAmounts } from '../amounts';

/**
 * What a row of NTX Pay's transaction search is about, by its `operationType`.
 * PIX_IN: a payment to us.
 * PIX_OUT: we paid.
 * REFUND_IN: a refund we made of a payment received, so money left.
 * REFUND_OUT: money of a payment of ours came back.
 */
export type NtxOperation = 'PIX_IN' | 'PIX_OUT' | 'REFUND_IN' | 'REFUND_OUT';

/** A row of GET /api/transactions. Amounts are centavos. The counterpart is personal data and is not read. */
export interface NtxRow {
  readonly operation: NtxOperation;
  readonly status: 'PENDING' | 'CONFIRMED' | 'ERROR';
  readonly transactionId: string;
  /** Ours, where the provider names it; a return has none. */
  readonly externalId: string | null;
  readonly endToEndId: string | null;
  readonly originalMinor: bigint;
  /** null where a row of a movement that did not happen names none. */
  readonly feeMinor: bigint | null;
  /** As the provider wrote it; null while it is under way. */
  readonly processedAt: string | null;
  readonly createdAt: string | null;
}

/** Why a row is not read, in one sentence without personal data. */
export interface NtxRowFault {
  readonly fault: string;
}

/** The currency every row is in. */
const NTX_CURRENCY: Currency = 'BRL';

/** As the search shows them, and by the names its filter has for them. */
const OPERATIONS: Readonly<Record<string, NtxOperation>> = {
  'Pix in': 'PIX_IN',
  PAYMENT: 'PIX_IN',
  'Pix out': 'PIX_OUT',
  WITHDRAW: 'PIX_OUT',
  'Refund in': 'REFUND_IN',
  REFUND_IN: 'REFUND_IN',
  'Refund out': 'REFUND_OUT',
  REFUND_OUT: 'REFUND_OUT',
};

const DIRECTIONS: Readonly<Record<NtxOperation, 'CREDIT' | 'DEBIT'>> = {
  PIX_IN: 'CREDIT',
  PIX_OUT: 'DEBIT',
  REFUND_IN: 'DEBIT',
  REFUND_OUT: 'CREDIT',
};

const STATUSES: Readonly<Record<string, NtxRow['status']>> = {
  Pendente: 'PENDING',
  PENDING: 'PENDING',
  Confirmado: 'CONFIRMED',
  CONFIRMED: 'CONFIRMED',
  Error: 'ERROR',
  ERROR: 'ERROR',
};

/** The rows of one answer of the search, unread; undefined where the text is no such answer. */
export function ntxRowsIn(text: string): readonly JsonObject[] | undefined {
  const answer = parseObject(text);
  return answer && ntxRowsOf(answer);
}

/** A row that is no object becomes an empty one, and `readNtxRow` makes a fault of it. */
export function ntxRowsOf(answer: JsonObject): readonly JsonObject[] | undefined {
  const data = Object.hasOwn(answer, 'data') ? answer['data'] : undefined;
  if (!Array.isArray(data)) return undefined;
  return data.map(row => (typeof row === 'object' && row !== null ? (row as JsonObject) : {}));
}

/** One row, or why it can't be believed: its type, its direction and its amounts must say the same. */
export function readNtxRow(row: JsonObject): NtxRow | NtxRowFault {
  const type = idIn(row, 'operationType');
  const operation = valueOf(OPERATIONS, type);
  if (!operation) return { fault: `operationType ${quoted(type)} is none that is known` };
  const direction = DIRECTIONS[operation];
  const movement = idIn(row, 'movementType');
  if (movement !== direction)
    return {
      fault: `operationType ${quoted(type)} is a ${direction}, but movementType is ${quoted(movement)}`,
    };
  const status = valueOf(STATUSES, idIn(row, 'status'));
  if (!status) return { fault: `status ${quoted(idIn(row, 'status'))} is none that is known` };
  const transactionId = idOrIntegerIn(row, 'transactionId');
  if (transactionId === undefined) return { fault: 'transactionId is missing' };
  const amounts = rowAmounts(row, status, direction);
  return 'fault' in amounts ? amounts : { operation, status, transactionId, ...namesIn(row), ...amounts };
}

const namesIn = (row: JsonObject) => ({
  externalId: textIn(row, 'externalId') ?? null,
  endToEndId: idIn(row, 'endToEndId') ?? null,
  processedAt: idIn(row, 'processedAt') ?? null,
  createdAt: idIn(row, 'createdAt') ?? null,
});

type Amounts = Pick<NtxRow, 'originalMinor' | 'feeMinor'>;

/** What moved must add up in its direction. What did not move needs its amount only. */
function rowAmounts(
  row: JsonObject,
  status: NtxRow['status'],
  direction: 'CREDIT' | 'DEBIT',
): Amounts | NtxRowFault {
  if (status === 'CONFIRMED') {
    const moved = readAmounts(row, direction);
    if (typeof moved === 'string') return { fault: `${direction}: ${moved}` };
    return { originalMinor: moved.amountMinor, feeMinor: moved.feeAmountMinor };
  }
  const originalMinor = amountIn(row, 'originalAmount');
  if (originalMinor === undefined) return { fault: `originalAmount must be a ${NTX_CURRENCY} amount` };
  const feeMinor = isAbsent(row, 'feeAmount') ? null : amountIn(row, 'feeAmount');
  if (feeMinor === undefined) return { fault: `feeAmount must be a ${NTX_CURRENCY} amount` };
  return { originalMinor, feeMinor };
}

const valueOf = <Value>(
  words: Readonly<Record<string, Value>>,
  word: string | undefined,
): Value | undefined => (word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined);
