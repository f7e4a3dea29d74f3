import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type Selectable } from 'kysely';
import { storable } from '../../projections/engine/projection';
import type { Database, JournalEntryTable, PostingTable } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import {
  pageSize,
  place,
  placeOf,
  readAt,
  type Found,
  type Page,
  type QueryRefusal,
} from '../reading/snapshot';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';

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

export interface JournalEntryView {
  /** The event's id. */
  readonly id: string;
  readonly accountId: string;
  readonly payoutId: string | null;
  readonly provider: JournalEntryTable['provider'];
  readonly eventType: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly occurredAt: Date;
  /** The store's clock. */
  readonly recordedAt: Date;
  /** What periods go by: never before the entry before it. */
  readonly bookedAt: Date;
  /** Of the movement at the provider, as the provider wrote it. */
  readonly providerTime: string | null;
  readonly postings: readonly PostingView[];
}

/** In the order of the books: the oldest first. */
export class ListJournalEntries extends Query<Result<Found<Page<JournalEntryView>>, QueryRefusal>> {
  constructor(
    readonly filters: JournalEntryFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

export type EntryRow = Selectable<JournalEntryTable>;
type PostingRow = Selectable<PostingTable>;

@QueryHandler(ListJournalEntries)
export class ListJournalEntriesHandler implements IQueryHandler<ListJournalEntries> {
  constructor(private readonly database: Database) {}

  async execute({
    filters,
    limit,
    cursor,
  }: ListJournalEntries): Promise<Result<Found<Page<JournalEntryView>>, QueryRefusal>> {
    const after = readCursor('entries', { ...filters }, cursor);
    if (!after.ok) return after;
    const size = pageSize(limit);
    const { body, position } = await readAt(this.database, 'journal', async transaction => {
      const entries = await selectEntries(transaction, filters, after.value, size + 1);
      return { entries, postings: await selectPostings(transaction, entries) };
    });
    const toView = (row: EntryRow) => entryView(row, body.postings.get(row.id) ?? []);
    const toCursor = (row: EntryRow) => cursorAfter('entries', { ...filters }, positionOfRow(row));
    return ok({ position, body: pageOf(body.entries, size, toView, toCursor) });
  }
}

export const positionOfRow = (row: EntryRow): Position => ({
  commit: row.commit_position,
  prepare: row.prepare_position,
});

export function selectEntries(
  transaction: Database,
  { payoutId, accountId, provider, eventType, ledgerAccount, from, to }: JournalEntryFilters,
  after: Position | undefined,
  count: number,
  end?: Position,
): Promise<EntryRow[]> {
  let query = transaction.selectFrom('journal_entry').selectAll();
  if (payoutId !== undefined) query = query.where('payout_id', '=', storable(payoutId));
  if (accountId !== undefined) query = query.where('account_id', '=', storable(accountId));
  // A provider or an event type nobody knows has no entries; it is no reason to fail.
  if (provider !== undefined)
    query = query.where('provider', '=', storable(provider) as EntryRow['provider']);
  if (eventType !== undefined) query = query.where('event_type', '=', storable(eventType));
  if (ledgerAccount !== undefined) query = query.where(hasPostingTo(storable(ledgerAccount)));
  if (from !== undefined) query = query.where('booked_at', '>=', from);
  if (to !== undefined) query = query.where('booked_at', '<', to);
  if (after !== undefined) query = query.where(place('journal_entry'), '>', placeOf(after));
  if (end !== undefined) query = query.where(place('journal_entry'), '<=', placeOf(end));
  return query.orderBy('commit_position').orderBy('prepare_position').limit(count).execute();
}

const hasPostingTo = (ledgerAccount: string) =>
  sql<boolean>`exists (select from posting where entry_id = journal_entry.id and ledger_account = ${ledgerAccount})`;

export async function selectPostings(
  transaction: Database,
  entries: readonly EntryRow[],
): Promise<ReadonlyMap<string, PostingRow[]>> {
  if (entries.length === 0) return new Map();
  const ids = entries.map(({ id }) => id);
  const rows = await transaction
    .selectFrom('posting')
    .selectAll()
    .where('entry_id', 'in', ids)
    .orderBy('index')
    .execute();
  const byEntry = new Map<string, PostingRow[]>(ids.map(id => [id, []]));
  for (const row of rows) byEntry.get(row.entry_id)?.push(row);
  return byEntry;
}

export const entryView = (row: EntryRow, postings: readonly PostingRow[]): JournalEntryView => ({
  id: row.id,
  accountId: row.account_id,
  payoutId: row.payout_id,
  provider: row.provider,
  eventType: row.event_type,
  streamId: row.stream_id,
  revision: row.revision,
  position: positionOfRow(row),
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  bookedAt: row.booked_at,
  providerTime: row.provider_time,
  postings: postings.map(postingView),
});

const postingView = (row: PostingRow): PostingView => ({
  ledgerAccount: row.ledger_account,
  currency: row.currency,
  debitMinor: row.debit_minor,
  creditMinor: row.credit_minor,
  balanceMinor: row.balance_minor,
});
