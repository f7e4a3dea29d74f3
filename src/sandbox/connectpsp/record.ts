import { formatAmount } from '../../shared/money';
import { readJournal } from '../journal-file';
import { Book, type Entry, type SandboxPayout } from './book';

/** The simulator's own record of one payout: what a test compares the books with. */
export interface ConnectPspRecord {
  readonly internalCode: string;
  readonly transactionId: string;
  readonly externalReference: string;
  readonly idempotencyKey: string;
  /** Decimal text, `50.00`. */
  readonly amount: string;
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  readonly endToEndId: string | null;
  readonly failureCode: string | null;
  /** How often money went out for it: 0 or 1, or the simulator is wrong. */
  readonly payments: number;
}

export function recordOf(payout: SandboxPayout): ConnectPspRecord {
  const { internalCode, transactionId, externalReference, idempotencyKey, status, endToEndId, payments } =
    payout;
  const amount = formatAmount(payout.amountMinor, 'BRL');
  const failureCode = payout.failure?.code ?? null;
  const ids = { internalCode, transactionId, externalReference, idempotencyKey };
  return { ...ids, amount, status, endToEndId, failureCode, payments };
}

/** The records in a journal file, without a sandbox: what it paid, told after it was killed. */
export async function readConnectPspRecords(journalFile: string): Promise<ConnectPspRecord[]> {
  const book = new Book(0n);
  for (const entry of (await readJournal<Entry>(journalFile)).entries) book.apply(entry);
  return book.all().map(recordOf);
}
