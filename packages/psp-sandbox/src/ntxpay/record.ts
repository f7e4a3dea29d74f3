import { formatAmount } from '../core/amount';
import { commonRecord, failureCodeOf, readRecords, type CommonRecord } from '../simulation/records';
import type { Delivery } from '../simulation/state';
import type { NtxPayment } from './orders/details';
import { SCENARIOS } from './scenarios';

/** The simulator's own record of one transaction. A test compares a client's books with it. */
export interface NtxPayRecord extends CommonRecord {
  readonly transactionId: string;
  readonly externalId: string;
  /** Decimal text, `0.01`. */
  readonly fee: string;
  /** CONFIRMED also after a return (see `returns`), ERROR also after a cancellation. */
  readonly status: 'PENDING' | 'CONFIRMED' | 'ERROR';
  readonly errorCode: string | null;
}

/** One delivery of a notification, with the receiver's answer. */
export interface NtxPayDelivery {
  readonly transactionId: string;
  /** The status in the notification; RETURNED for a CashOutReversal. */
  readonly claim: string;
  /** Counts from 1 for each notification; 0 for a delivery that a client asked for. */
  readonly attempt: number;
  readonly url: string;
  readonly body: string;
  /** The HTTP status of the receiver; null without an answer. */
  readonly status: number | null;
}

const STATUSES = { pending: 'PENDING', paid: 'CONFIRMED', failed: 'ERROR', cancelled: 'ERROR' } as const;

export const recordOf = (payment: NtxPayment): NtxPayRecord => ({
  transactionId: payment.id,
  externalId: payment.reference,
  fee: formatAmount(payment.feeMinor),
  status: STATUSES[payment.status],
  errorCode: failureCodeOf(payment),
  ...commonRecord(payment),
});

export const deliveryOf = ({ id, event, attempt, url, body, status }: Delivery): NtxPayDelivery => ({
  transactionId: id,
  claim: event,
  attempt,
  url,
  body,
  status,
});

/** Reads the records of a journal file without a simulator, also after a kill. */
export const readNtxPayRecords = (journalFile: string): Promise<NtxPayRecord[]> =>
  readRecords(journalFile, SCENARIOS, recordOf);
