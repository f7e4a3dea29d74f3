import { commonRecord, failureCodeOf, readRecords, type CommonRecord } from '../simulation/records';
import type { Delivery } from '../simulation/state';
import type { Payout } from './orders/details';
import { SCENARIOS } from './scenarios';

/** The simulator's own record of one cash-out. A test compares a client's books with it. */
export interface ConnectPspRecord extends CommonRecord {
  readonly internalCode: string;
  readonly transactionId: string;
  readonly externalReference: string;
  readonly idempotencyKey: string;
  /** COMPLETED also after a return (see `returns`), FAILED also after a cancellation. */
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  readonly failureCode: string | null;
}

/** One delivery of a notification, with the receiver's answer. */
export interface ConnectPspDelivery {
  readonly internalCode: string;
  readonly eventType: string;
  /** The X-Event-Id, which is new at every attempt. */
  readonly eventId: string;
  readonly attempt: number;
  readonly body: string;
  readonly signature: string;
  /** The HTTP status of the receiver; null without an answer. */
  readonly status: number | null;
}

const STATUSES = { pending: 'PROCESSING', paid: 'COMPLETED', failed: 'FAILED', cancelled: 'FAILED' } as const;

export const recordOf = (payout: Payout): ConnectPspRecord => ({
  internalCode: payout.id,
  transactionId: payout.alias ?? '',
  externalReference: payout.reference,
  idempotencyKey: payout.key ?? '',
  status: STATUSES[payout.status],
  failureCode: failureCodeOf(payout),
  ...commonRecord(payout),
});

export const deliveryOf = ({ id, event, headers, attempt, body, status }: Delivery): ConnectPspDelivery => ({
  internalCode: id,
  eventType: event,
  eventId: headers['X-Event-Id'] ?? '',
  attempt,
  body,
  signature: headers['X-Connect-Signature'] ?? '',
  status,
});

/** Reads the records of a journal file without a simulator, also after a kill. */
export const readConnectPspRecords = (journalFile: string): Promise<ConnectPspRecord[]> =>
  readRecords(journalFile, SCENARIOS, recordOf);
