import { formatAmount } from '../../../../src/shared/money';
import { Book } from '../ledger/psp-ledger';
import { readJournal } from '../ledger/entry-log';
import type { Entry, Payment } from '../ledger/payment';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';

/** What a simulator's record says of one return. Amounts are decimal text, `50.00`. */
export interface RecordedReturn {
  readonly endToEndId: string;
  readonly amount: string;
  readonly fee: string;
}

export const recordedReturns = ({ returns }: Payment<unknown>): readonly RecordedReturn[] =>
  returns.map(({ endToEndId, amountMinor, feeMinor }) => ({
    endToEndId,
    amount: formatAmount(amountMinor, 'BRL'),
    fee: formatAmount(feeMinor, 'BRL'),
  }));

export const failureCodeOf = ({ status, failure }: Payment<unknown>): string | null =>
  status === 'cancelled' ? 'CANCELLED' : (failure?.code ?? null);

/** What a journal file tells without a sandbox, even after a kill; its balances are relative to the first. */
export async function readBook<Details>(
  journalFile: string,
  scenarios: ScenarioTable,
): Promise<Book<Details>> {
  const book = new Book<Details>(0n, parserOf(scenarios));
  for (const entry of (await readJournal<Entry<Details>>(journalFile)).entries) book.apply(entry);
  return book;
}
