import { sql, type Selectable } from 'kysely';
import type { Position } from '../../projections/engine/position';
import type { Database, JournalEntryTable } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { availableOf, balanceAt, balanceOf, heldOf, type BalanceView } from './account-balance';
import { positionColumns, positionValue } from '../reading/position-at';

/** One journal entry as the account sees it. */
export interface StatementLine {
  readonly entryId: string;
  readonly eventType: string;
  readonly payoutId: string | null;
  readonly provider: JournalEntryTable['provider'];
  /** The store's clock. */
  readonly recordedAt: Date;
  /** What periods go by: never before the entry before it. */
  readonly bookedAt: Date;
  readonly providerTime: string | null;
  readonly position: Position;
  /** What the entry adds; below zero for what it takes. */
  readonly change: BalanceView;
  /** After the entry. */
  readonly balance: BalanceView;
}

type Row = Selectable<JournalEntryTable> & { readonly available: bigint; readonly held: bigint };

/** The account's lines after one place, up to and including another, with the balance after each. */
export async function statementLines(
  transaction: Database,
  { id, currency }: { readonly id: string; readonly currency: Currency },
  { after, end }: { readonly after: Position; readonly end: Position },
  count: number,
): Promise<StatementLine[]> {
  const rows = await selectRows(transaction, id, after, end, count);
  let balance = await balanceAt(transaction, id, currency, after);
  return rows.map(row => {
    const change = balanceOf(row.available, row.held);
    balance = balanceOf(balance.availableMinor + change.availableMinor, balance.heldMinor + change.heldMinor);
    return lineOf(row, change, balance);
  });
}

/** An entry that is the account's but moves none of its money (a suspense booking) is no line of its statement. */
async function selectRows(
  transaction: Database,
  accountId: string,
  after: Position,
  end: Position,
  count: number,
): Promise<Row[]> {
  const added = (ledgerAccount: string) =>
    sql<bigint>`(select coalesce(sum(credit_minor - debit_minor), 0) from posting
      where entry_id = journal_entry.id and ledger_account = ${ledgerAccount})`;
  const touches = sql<boolean>`exists (select from posting where entry_id = journal_entry.id
    and ledger_account in (${availableOf(accountId)}, ${heldOf(accountId)}))`;
  return transaction
    .selectFrom('journalEntry')
    .selectAll()
    .select([added(availableOf(accountId)).as('available'), added(heldOf(accountId)).as('held')])
    .where('accountId', '=', accountId)
    .where(positionColumns('journalEntry'), '>', positionValue(after))
    .where(positionColumns('journalEntry'), '<=', positionValue(end))
    .where(touches)
    .orderBy('commitPosition')
    .orderBy('preparePosition')
    .limit(count)
    .execute();
}

const lineOf = (row: Row, change: BalanceView, balance: BalanceView): StatementLine => ({
  entryId: row.id,
  eventType: row.eventType,
  payoutId: row.payoutId,
  provider: row.provider,
  recordedAt: row.recordedAt,
  bookedAt: row.bookedAt,
  providerTime: row.providerTime,
  position: { commit: row.commitPosition, prepare: row.preparePosition },
  change,
  balance,
});
