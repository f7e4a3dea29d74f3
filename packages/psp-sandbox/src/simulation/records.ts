import { formatAmount } from '../core/amount';
import { readEntryLog } from '../ledger/entry-log';
import type { Entry, Payment } from '../ledger/payment';
import { PspLedger } from '../ledger/psp-ledger';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';

/** One return in a simulator's record. Amounts are decimal text, `50.00`. */
export interface RecordedReturn {
  readonly endToEndId: string;
  readonly amount: string;
  readonly fee: string;
}

/** The fields that the record of every provider has. */
export interface CommonRecord {
  /** Decimal text, `50.00`. */
  readonly amount: string;
  readonly endToEndId: string | null;
  /** How often the provider paid the order: 0 or 1. Any other number is a fault of the simulator. */
  readonly payments: number;
  readonly returns: readonly RecordedReturn[];
}

export const commonRecord = (payment: Payment<unknown>): CommonRecord => ({
  amount: formatAmount(payment.amountMinor),
  endToEndId: payment.endToEndId,
  payments: payment.payments,
  returns: payment.returns.map(({ endToEndId, amountMinor, feeMinor }) => ({
    endToEndId,
    amount: formatAmount(amountMinor),
    fee: formatAmount(feeMinor),
  })),
});

export const failureCodeOf = ({ status, failure }: Payment<unknown>): string | null =>
  status === 'cancelled' ? 'CANCELLED' : (failure?.code ?? null);

/**
 * Reads the records of a journal file without a simulator, also after a kill.
 * @param recordOf the provider's shape of a record
 */
export async function readRecords<Details, ProviderRecord>(
  journalFile: string,
  scenarios: ScenarioTable,
  recordOf: (payment: Payment<Details>) => ProviderRecord,
): Promise<ProviderRecord[]> {
  const ledger = new PspLedger<Details>(0n, parserOf(scenarios));
  for (const entry of (await readEntryLog<Entry<Details>>(journalFile)).entries) ledger.apply(entry);
  return ledger.all().map(recordOf);
}
