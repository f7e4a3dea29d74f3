import type { Insertable, Transaction } from 'kysely';
import { bookingTime } from '../../domain/journal/booking-time';
import { entryFor } from '../../domain/journal/journal';
import type { AccountEvent } from '../../domain/account/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { Currency } from '../../shared/money';
import { isAccountType, ledgerEvent, type Projection } from '../engine/projection';
import { ProviderTimes } from './provider-times';
import type { JournalEntryTable, LedgerBalanceTable, PostingTable, Tables } from '../schema';

/** The books: one entry per event that moves money, its postings with running totals, and each ledger account's sum. */
export const journal: Projection = {
  name: 'journal',

  async apply(transaction, events) {
    const times = await ProviderTimes.load(transaction, events);
    const entries = events.flatMap(event => entryOf(event, times));
    await times.save(transaction);
    if (entries.length === 0) return;
    const totals = await loadTotals(transaction, entries);
    const postings = entries.flatMap(entry => postingRows(entry, totals));
    const rows = entryRows(entries, await lastBookedAt(transaction));
    await transaction.insertInto('journal_entry').values(rows).execute();
    await transaction.insertInto('posting').values(postings).execute();
    await saveTotals(transaction, [...totals.values()]);
  },
};

interface Entry {
  readonly event: RecordedEvent;
  readonly body: AccountEvent;
  readonly postings: ReturnType<typeof entryFor>;
  readonly providerTime: string | null;
}

/** None where no money moves. */
function entryOf(event: RecordedEvent, times: ProviderTimes): Entry[] {
  const body = ledgerEvent(event);
  times.hear(body);
  if (!isAccountType(body)) return [];
  const postings = entryFor(body);
  return postings.length === 0 ? [] : [{ event, body, postings, providerTime: times.of(body) }];
}

async function lastBookedAt(transaction: Transaction<Tables>): Promise<Date | undefined> {
  const last = await transaction
    .selectFrom('journal_entry')
    .select('booked_at')
    .orderBy('commit_position', 'desc')
    .orderBy('prepare_position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.booked_at;
}

/** `booked`: the booking time of the entry before the first one. */
function entryRows(entries: readonly Entry[], booked: Date | undefined): Insertable<JournalEntryTable>[] {
  return entries.map(entry => {
    booked = bookingTime(entry.event.recordedAt, booked);
    return entryRow(entry, booked);
  });
}

function entryRow({ event, body, providerTime }: Entry, bookedAt: Date): Insertable<JournalEntryTable> {
  return {
    id: event.id,
    account_id: body.data.accountId,
    payout_id: 'payoutId' in body.data ? body.data.payoutId : null,
    provider: 'provider' in body.data ? body.data.provider : null,
    event_type: body.type,
    stream_id: event.streamId,
    revision: event.revision,
    commit_position: event.position.commit,
    prepare_position: event.position.prepare,
    occurred_at: new Date(event.metadata.occurredAt),
    recorded_at: event.recordedAt,
    booked_at: bookedAt,
    provider_time: providerTime,
  };
}

/** By ledger account and currency. */
type Totals = Map<string, LedgerBalanceTable>;

const keyOf = (ledgerAccount: string, currency: Currency): string => `${currency} ${ledgerAccount}`;

async function loadTotals(transaction: Transaction<Tables>, entries: readonly Entry[]): Promise<Totals> {
  const touched = new Set(entries.flatMap(({ postings }) => postings.map(posting => posting.ledgerAccount)));
  const rows = await transaction
    .selectFrom('ledger_balance')
    .selectAll()
    .where('ledger_account', 'in', [...touched])
    .execute();
  return new Map(rows.map(row => [keyOf(row.ledger_account, row.currency), row]));
}

/** The entry's postings, each with the totals after it; `totals` moves on with them. */
function postingRows({ event, postings }: Entry, totals: Totals): Insertable<PostingTable>[] {
  return postings.map(({ ledgerAccount, currency, debitMinor, creditMinor }, index) => {
    const key = keyOf(ledgerAccount, currency);
    const before = totals.get(key);
    const after = {
      ledger_account: ledgerAccount,
      currency,
      debit_total_minor: (before?.debit_total_minor ?? 0n) + debitMinor,
      credit_total_minor: (before?.credit_total_minor ?? 0n) + creditMinor,
    };
    totals.set(key, after);
    return {
      ...after,
      entry_id: event.id,
      index,
      debit_minor: debitMinor,
      credit_minor: creditMinor,
      commit_position: event.position.commit,
      prepare_position: event.position.prepare,
    };
  });
}

async function saveTotals(
  transaction: Transaction<Tables>,
  rows: readonly LedgerBalanceTable[],
): Promise<void> {
  await transaction
    .insertInto('ledger_balance')
    .values(rows)
    .onConflict(conflict =>
      conflict.columns(['ledger_account', 'currency']).doUpdateSet(row => ({
        debit_total_minor: row.ref('excluded.debit_total_minor'),
        credit_total_minor: row.ref('excluded.credit_total_minor'),
      })),
    )
    .execute();
}
