import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type Selectable } from 'kysely';
import { storable } from '../../projections/engine/projection';
import { Database, type JournalEntryTable, type PostingTable } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { pageSize, type Page } from '../reading/page';
import { positionColumns, positionValue } from '../reading/position-at';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { entryNames, namesOfPayouts, type PayoutNames } from '../payouts/payout-names';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
import { isVisible, type VisibleAccounts } from '../reading/visible-accounts';

export interface JournalEntryFilters {
  readonly payoutId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly provider?: string | undefined;
  readonly eventType?: string | undefined;
  /** Entries that have a posting to it. */
  readonly ledgerAccount?: string | undefined;
  /** Booked at or after. */
  readonly from?: Date | undefined;
  /** Booked before. */
  readonly to?: Date | undefined;
}

/** Amounts in minor units of `currency`; exactly one of debit and credit is above zero. */
export interface PostingView {
  readonly ledgerAccount: string;
  readonly currency: PostingTable['currency'];
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** Debits less credits of the ledger account after this posting. */
  readonly balanceMinor: bigint;
}

/** A journal entry as its row has it, with its position and its postings. */
export interface JournalEntryView extends Readonly<Omit<EntryRow, 'commitPosition' | 'preparePosition'>> {
  readonly position: Position;
  /** The payout's. */
  readonly description: string | null;
  readonly postings: readonly PostingView[];
}

/** In the order of the books: the oldest first. */
export class ListJournalEntries extends Query<Result<QueryResult<Page<JournalEntryView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: JournalEntryFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

type EntryRow = Selectable<JournalEntryTable>;
type PostingRow = Selectable<PostingTable>;

@QueryHandler(ListJournalEntries)
export class ListJournalEntriesHandler implements IQueryHandler<ListJournalEntries> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filters,
    limit,
    cursor,
  }: ListJournalEntries): Promise<Result<QueryResult<Page<JournalEntryView>>, QueryRefusal>> {
    const after = readCursor('entries', { ...filters }, cursor);
    if (!after.ok) return after;
    const size = pageSize(limit);
    const { body, position } = await readSnapshot(
      this.database,
      'journal',
      async transaction => {
        const entries = await selectEntries(transaction, accounts, filters, after.value, size + 1);
        return viewedWith(transaction, entries);
      },
      ['payouts'],
    );
    const toCursor = (row: EntryRow) => cursorAfter('entries', { ...filters }, positionOfRow(row));
    return ok({ position, body: pageOf(body.entries, size, body.toView, toCursor) });
  }
}

export const positionOfRow = (row: EntryRow): Position => ({
  commit: row.commitPosition,
  prepare: row.preparePosition,
});

export function selectEntries(
  transaction: Database,
  accounts: VisibleAccounts,
  { payoutId, accountId, provider, eventType, ledgerAccount, from, to }: JournalEntryFilters,
  after: Position | undefined,
  count: number,
  end?: Position,
): Promise<EntryRow[]> {
  let query = transaction.selectFrom('journalEntry').selectAll().where(isVisible('accountId', accounts));
  if (payoutId !== undefined) query = query.where('payoutId', '=', storable(payoutId));
  if (accountId !== undefined) query = query.where('accountId', '=', storable(accountId));
  // An unknown provider or event type has no entries; it is no reason to fail.
  if (provider !== undefined)
    query = query.where('provider', '=', storable(provider) as EntryRow['provider']);
  if (eventType !== undefined) query = query.where('eventType', '=', storable(eventType));
  if (ledgerAccount !== undefined) query = query.where(hasPostingTo(storable(ledgerAccount)));
  if (from !== undefined) query = query.where('bookedAt', '>=', from);
  if (to !== undefined) query = query.where('bookedAt', '<', to);
  if (after !== undefined) query = query.where(positionColumns('journalEntry'), '>', positionValue(after));
  if (end !== undefined) query = query.where(positionColumns('journalEntry'), '<=', positionValue(end));
  return query.orderBy('commitPosition').orderBy('preparePosition').limit(count).execute();
}

const hasPostingTo = (ledgerAccount: string) =>
  sql<boolean>`exists (select from posting where entry_id = journal_entry.id and ledger_account = ${ledgerAccount})`;

async function selectPostings(
  transaction: Database,
  entries: readonly EntryRow[],
): Promise<ReadonlyMap<string, PostingRow[]>> {
  if (entries.length === 0) return new Map();
  const ids = entries.map(({ id }) => id);
  const rows = await transaction
    .selectFrom('posting')
    .selectAll()
    .where('entryId', 'in', ids)
    .orderBy('index')
    .execute();
  const byEntry = new Map<string, PostingRow[]>(ids.map(id => [id, []]));
  for (const row of rows) byEntry.get(row.entryId)?.push(row);
  return byEntry;
}

/** The entries, and how they are shown with their postings and the names of their payouts. */
export async function viewedWith(transaction: Database, entries: EntryRow[]) {
  const postings = await selectPostings(transaction, entries);
  const names = await namesOfPayouts(transaction, entries);
  const toView = (row: EntryRow) => entryView(row, postings.get(row.id) ?? [], names);
  return { entries, toView };
}

const entryView = (
  row: EntryRow,
  postings: readonly PostingRow[],
  names: ReadonlyMap<string, PayoutNames>,
): JournalEntryView => ({
  id: row.id,
  accountId: row.accountId,
  payoutId: row.payoutId,
  provider: row.provider,
  eventType: row.eventType,
  streamId: row.streamId,
  revision: row.revision,
  position: positionOfRow(row),
  occurredAt: row.occurredAt,
  recordedAt: row.recordedAt,
  bookedAt: row.bookedAt,
  providerTime: row.providerTime,
  ...entryNames(row, names),
  endToEndId: row.endToEndId,
  postings: postings.map(postingView),
});

const postingView = (row: PostingRow): PostingView => ({
  ledgerAccount: row.ledgerAccount,
  currency: row.currency,
  debitMinor: row.debitMinor,
  creditMinor: row.creditMinor,
  balanceMinor: row.balanceMinor,
});
