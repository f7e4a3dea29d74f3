import { formatAmount } from '../../../../src/shared/money';
import { failureCodeOf, recordedReturns, readBook, type RecordedReturn } from '../simulation/records';
import type { Delivery } from '../simulation/state';
import type { Details, Payout } from './orders/details';
import { SCENARIOS } from './scenarios';

/** The simulator's own record of one payout: what a test compares the books with. */
export interface ConnectPspRecord {
  readonly internalCode: string;
  readonly transactionId: string;
  readonly externalReference: string;
  readonly idempotencyKey: string;
  /** Decimal text, `50.00`. */
  readonly amount: string;
  /** COMPLETED also of one that came back (see `returns`), FAILED also of one that was cancelled. */
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  readonly endToEndId: string | null;
  readonly failureCode: string | null;
  /** How often money went out for it: 0 or 1, or the simulator is wrong. */
  readonly payments: number;
  readonly returns: readonly RecordedReturn[];
}

/** One delivery as it left, and what came back. */
export interface SandboxDelivery {
  readonly internalCode: string;
  readonly eventType: string;
  /** X-Event-Id: new at every attempt. */
  readonly eventId: string;
  readonly attempt: number;
  readonly body: string;
  readonly signature: string;
  /** The receiver's status; null where none came. */
  readonly status: number | null;
}

const STATUSES = { pending: 'PROCESSING', paid: 'COMPLETED', failed: 'FAILED', cancelled: 'FAILED' } as const;

export const recordOf = (payout: Payout): ConnectPspRecord => ({
  internalCode: payout.id,
  transactionId: payout.alias ?? '',
  externalReference: payout.reference,
  idempotencyKey: payout.key ?? '',
  amount: formatAmount(payout.amountMinor, 'BRL'),
  status: STATUSES[payout.status],
  endToEndId: payout.endToEndId,
  failureCode: failureCodeOf(payout),
  payments: payout.payments,
  returns: recordedReturns(payout),
});

export const deliveryOf = ({ id, event, headers, attempt, body, status }: Delivery): SandboxDelivery => ({
  internalCode: id,
  eventType: event,
  eventId: headers['X-Event-Id'] ?? '',
  attempt,
  body,
  signature: headers['X-Connect-Signature'] ?? '',
  status,
});

/** The records in a journal file, without a sandbox: what it paid, told after it was killed. */
export const readConnectPspRecords = async (journalFile: string): Promise<ConnectPspRecord[]> =>
  (await readBook<Details>(journalFile, SCENARIOS)).all().map(recordOf);
