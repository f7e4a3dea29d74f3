import type { Insertable, Transaction } from 'kysely';
import { bookingTime } from '../../domain/journal/booking-time';
import { entryFor, type BookedEvent } from '../../domain/journal/journal';
import { isAccountEvent, isFeeEvent } from '../../domain/journal/known-events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { Currency } from '../../shared/money';
import { ledgerEvent, storable, type Projection } from '../engine/projection';
import { asJson, insertInto, run, upsertInto, type Columns } from '../engine/statements';
import { type ReportedMovement, ReportedMovements } from './reported-movements';
import type { JournalEntryTable, LedgerBalanceTable, PostingTable, Tables } from '../schema';

/** The books: one entry per event that moves money, its postings with running totals, and each ledger account's sum. */
export const journal: Projection = {
  name: 'journal',

  async apply(transaction, events) {
    const movements = await ReportedMovements.load(transaction, events);
    const entries = events.flatMap(event => entryOf(event, movements));
    await movements.save(transaction);
    if (entries.length === 0) return;
    const [totals, booked] = await Promise.all([loadTotals(transaction, entries), lastBookedAt(transaction)]);
    const postings = entries.flatMap(entry => postingRows(entry, totals));
    await Promise.all([
      run(transaction, INSERT_ENTRIES, asJson(entryRows(entries, booked)), asJson(postings)),
      run(transaction, SAVE_TOTALS, asJson([...totals.values()])),
    ]);
  },
};

const PLACE = { commitPosition: 'bigint', preparePosition: 'bigint' } as const;
const ENTRY = {
  id: 'uuid',
  accountId: 'text',
  payoutId: 'text',
  provider: 'text',
  eventType: 'text',
  streamId: 'text',
  revision: 'bigint',
  ...PLACE,
  occurredAt: 'timestamptz',
  recordedAt: 'timestamptz',
  bookedAt: 'timestamptz',
  providerTime: 'text',
  reference: 'text',
  endToEndId: 'text',
} as const satisfies Columns;
const TOTAL = {
  ledgerAccount: 'text',
  currency: 'text',
  debitTotalMinor: 'numeric',
  creditTotalMinor: 'numeric',
} as const satisfies Columns;
const POSTING = {
  entryId: 'uuid',
  index: 'integer',
  debitMinor: 'bigint',
  creditMinor: 'bigint',
  ...PLACE,
  ...TOTAL,
} as const satisfies Columns;

/** One statement, for the tables refuse an entry without its postings. */
const INSERT_ENTRIES = `with entries as (${insertInto('journal_entry', ENTRY)}) ${insertInto('posting', POSTING, 2)}`;
const LAST_BOOKED = `select booked_at from journal_entry
  order by commit_position desc, prepare_position desc limit 1`;
const LOAD_TOTALS = `select ledger_account, currency, debit_total_minor, credit_total_minor
  from ledger_balance where ledger_account = any($1::text[])`;
const SAVE_TOTALS = upsertInto(
  'ledger_balance',
  TOTAL,
  ['ledgerAccount', 'currency'],
  ['debitTotalMinor', 'creditTotalMinor'],
);

interface Entry {
  readonly event: RecordedEvent;
  readonly body: BookedEvent;
  readonly postings: ReturnType<typeof entryFor>;
  readonly movement: ReportedMovement;
}

/** None where no money moves. */
function entryOf(event: RecordedEvent, movements: ReportedMovements): Entry[] {
  const body = ledgerEvent(event);
  movements.note(body);
  if (!isAccountEvent(body) && !isFeeEvent(body)) return [];
  const postings = entryFor(body);
  return postings.length === 0 ? [] : [{ event, body, postings, movement: movements.findReport(body) }];
}

async function lastBookedAt(transaction: Transaction<Tables>): Promise<Date | undefined> {
  const [last] = await run<{ bookedAt: Date }>(transaction, LAST_BOOKED);
  return last?.bookedAt;
}

/** `booked`: the booking time of the entry before the first one. */
function entryRows(entries: readonly Entry[], booked: Date | undefined): Insertable<JournalEntryTable>[] {
  return entries.map(entry => {
    booked = bookingTime(entry.event.recordedAt, booked);
    return entryRow(entry, booked);
  });
}

function entryRow({ event, body, movement }: Entry, bookedAt: Date): Insertable<JournalEntryTable> {
  return {
    id: event.id,
    accountId: 'accountId' in body.data ? body.data.accountId : null,
    payoutId: 'payoutId' in body.data ? body.data.payoutId : null,
    provider: 'provider' in body.data ? body.data.provider : null,
    eventType: body.type,
    streamId: event.streamId,
    revision: event.revision,
    commitPosition: event.position.commit,
    preparePosition: event.position.prepare,
    occurredAt: new Date(event.metadata.occurredAt),
    recordedAt: event.recordedAt,
    bookedAt: bookedAt,
    providerTime: movement.providerTime,
    reference: 'reference' in body.data ? storable(body.data.reference) : null,
    endToEndId: movement.endToEndId,
  };
}

/** By ledger account and currency. */
type Totals = Map<string, LedgerBalanceTable>;

const keyOf = (ledgerAccount: string, currency: Currency): string => `${currency} ${ledgerAccount}`;

async function loadTotals(transaction: Transaction<Tables>, entries: readonly Entry[]): Promise<Totals> {
  const touched = new Set(entries.flatMap(({ postings }) => postings.map(posting => posting.ledgerAccount)));
  const rows = await run<LedgerBalanceTable>(transaction, LOAD_TOTALS, [...touched]);
  return new Map(rows.map(row => [keyOf(row.ledgerAccount, row.currency), row]));
}

/** The entry's postings, each with the totals after it; `totals` moves on with them. */
function postingRows({ event, postings }: Entry, totals: Totals): Insertable<PostingTable>[] {
  return postings.map(({ ledgerAccount, currency, debitMinor, creditMinor }, index) => {
    const key = keyOf(ledgerAccount, currency);
    const before = totals.get(key);
    const after = {
      ledgerAccount,
      currency,
      debitTotalMinor: (before?.debitTotalMinor ?? 0n) + debitMinor,
      creditTotalMinor: (before?.creditTotalMinor ?? 0n) + creditMinor,
    };
    totals.set(key, after);
    return {
      ledgerAccount,
      currency,
      debitTotalMinor: after.debitTotalMinor,
      creditTotalMinor: after.creditTotalMinor,
      entryId: event.id,
      index,
      debitMinor,
      creditMinor,
      commitPosition: event.position.commit,
      preparePosition: event.position.prepare,
    };
  });
}
