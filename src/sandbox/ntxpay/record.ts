import { formatAmount } from '../../shared/money';
import { readJournal } from '../journal-file';
import { Book, type Entry, type SandboxPayment } from './book';

/** The simulator's own record of one transaction: what a test compares the books with. */
export interface NtxPayRecord {
  readonly transactionId: string;
  readonly externalId: string;
  /** Decimal texts, `0.30` and `0.01`. */
  readonly amount: string;
  readonly fee: string;
  readonly status: 'PENDING' | 'CONFIRMED' | 'ERROR';
  readonly endToEndId: string | null;
  readonly errorCode: string | null;
  /** How often money went out for it: 0 or 1, or the simulator is wrong. */
  readonly payments: number;
}

export function recordOf(payment: SandboxPayment): NtxPayRecord {
  const { transactionId, externalId, status, endToEndId, payments } = payment;
  const amount = formatAmount(payment.amountMinor, 'BRL');
  const fee = formatAmount(payment.feeMinor, 'BRL');
  const errorCode = payment.failure?.code ?? null;
  return { transactionId, externalId, amount, fee, status, endToEndId, errorCode, payments };
}

/** The records in a journal file, without a sandbox: what it paid, told after it was killed. */
export async function readNtxPayRecords(journalFile: string): Promise<NtxPayRecord[]> {
  const book = new Book(0n);
  for (const entry of (await readJournal<Entry>(journalFile)).entries) book.apply(entry);
  return book.all().map(recordOf);
}
