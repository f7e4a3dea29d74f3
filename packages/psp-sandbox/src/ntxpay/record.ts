import { formatAmount } from '../../../../src/shared/money';
import { failureCodeOf, readBook, recordedReturns, type RecordedReturn } from '../simulation/records';
import type { Delivery } from '../simulation/state';
import type { Details, NtxPayment } from './orders/details';
import { SCENARIOS } from './scenarios';

/** The simulator's own record of one transaction: what a test compares the books with. */
export interface NtxPayRecord {
  readonly transactionId: string;
  readonly externalId: string;
  /** Decimal texts, `0.30` and `0.01`. */
  readonly amount: string;
  readonly fee: string;
  /** CONFIRMED also of one that came back (see `returns`), ERROR also of one that was cancelled. */
  readonly status: 'PENDING' | 'CONFIRMED' | 'ERROR';
  readonly endToEndId: string | null;
  readonly errorCode: string | null;
  /** How often money went out for it: 0 or 1, or the simulator is wrong. */
  readonly payments: number;
  readonly returns: readonly RecordedReturn[];
}

/** One delivery as it left, and what came back. */
export interface NtxPayDelivery {
  readonly transactionId: string;
  /** The status the notification claims; RETURNED of a CashOutReversal. */
  readonly claim: string;
  /** Counted from 1 for each notification; 0 for one sent on request. */
  readonly attempt: number;
  readonly url: string;
  readonly body: string;
  /** The receiver's status; null where none came. */
  readonly status: number | null;
}

const STATUSES = { pending: 'PENDING', paid: 'CONFIRMED', failed: 'ERROR', cancelled: 'ERROR' } as const;

export const recordOf = (payment: NtxPayment): NtxPayRecord => ({
  transactionId: payment.id,
  externalId: payment.reference,
  amount: formatAmount(payment.amountMinor, 'BRL'),
  fee: formatAmount(payment.feeMinor, 'BRL'),
  status: STATUSES[payment.status],
  endToEndId: payment.endToEndId,
  errorCode: failureCodeOf(payment),
  payments: payment.payments,
  returns: recordedReturns(payment),
});

export const deliveryOf = ({ id, event, attempt, url, body, status }: Delivery): NtxPayDelivery => ({
  transactionId: id,
  claim: event,
  attempt,
  url,
  body,
  status,
});

/** The records in a journal file, without a sandbox: what it paid, told after it was killed. */
export const readNtxPayRecords = async (journalFile: string): Promise<NtxPayRecord[]> =>
  (await readBook<Details>(journalFile, SCENARIOS)).all().map(recordOf);
