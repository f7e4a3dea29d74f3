import { sql, type RawBuilder } from 'kysely';
import { comparePositions, type Position } from '../../projections/engine/position';
import type { Database, JournalEntryTable } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { entryNames, namesOfPayouts, type PayoutNames } from '../payouts/payout-names';
import { availableOf, balanceAt, balanceOf, heldOf, type BalanceView } from './account-balance';
import { placeOfRow, positionColumns, positionValue } from '../reading/position-at';

/** `entries`: a line for each entry. `payouts`: a payout's entries in the period are one line, where its last one is. */
export const STATEMENT_LINES = ['entries', 'payouts'] as const;
export type StatementLines = (typeof STATEMENT_LINES)[number];

/** One journal entry as the account sees it, or a payout's entries together. */
export interface StatementLine {
  readonly entryId: string;
  readonly eventType: string;
  readonly payoutId: string | null;
  readonly provider: JournalEntryTable['provider'];
  /** The deposit's reference, or the payout's. */
  readonly reference: string | null;
  readonly description: string | null;
  readonly endToEndId: string | null;
  /** What left the provider or came to it, without its fee; null where the entry only holds or releases. */
  readonly originalMinor: bigint | null;
  readonly feeMinor: bigint | null;
  /** How many entries the line stands for. */
  readonly entries: number;
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

/** Which lines of a statement: those after a place, of a statement that begins and ends at places. */
export interface LineRange {
  /** The lines of the statement are after it. */
  readonly begin: Position;
  /** The lines wanted are after it; `begin` for the first ones. */
  readonly after: Position;
  readonly end: Position;
}

interface Account {
  readonly id: string;
  readonly currency: Currency;
}

interface Row {
  readonly id: string;
  readonly eventType: string;
  readonly payoutId: string | null;
  readonly provider: JournalEntryTable['provider'];
  readonly reference: string | null;
  readonly endToEndId: string | null;
  readonly recordedAt: Date;
  readonly bookedAt: Date;
  readonly providerTime: string | null;
  readonly commitPosition: bigint;
  readonly preparePosition: bigint;
  readonly entries: bigint;
  /** What left the provider's float; below zero for what came to it. */
  readonly moved: bigint | null;
  readonly charged: bigint | null;
  readonly available: bigint;
  readonly held: bigint;
  /** What this line and all lines before it in the statement add. */
  readonly availableSoFar: bigint;
  readonly heldSoFar: bigint;
}

/** The account's lines, the oldest first, with the balance after each. */
export async function statementLines(
  transaction: Database,
  account: Account,
  range: LineRange,
  count: number,
  kind: StatementLines = 'entries',
): Promise<StatementLine[]> {
  // The sums of entries go from the page on. A payout can have entries before the page, so its sums go from the beginning.
  const begin = kind === 'entries' ? range.after : range.begin;
  const { rows } = await linesAfter(account.id, { ...range, begin }, count, kind).execute(transaction);
  const opening = await balanceAt(transaction, account.id, account.currency, begin);
  const names = await namesOfPayouts(transaction, rows);
  return rows.map(row => lineOf(row, opening, names));
}

function linesAfter(
  accountId: string,
  { begin, after, end }: LineRange,
  count: number,
  kind: StatementLines,
) {
  const place = sql`(commit_position, prepare_position)`;
  const isLater = comparePositions(after, begin) > 0 ? sql`where ${place} > ${positionValue(after)}` : sql``;
  const rows = kind === 'entries' ? sql`select *, 1 as entries from touched` : PAYOUTS_TOGETHER;
  return sql<Row>`
    with touched as (${touchedBy(accountId, begin, end, kind === 'entries' ? count : undefined)}), line as (${rows})
    select * from (
      select *, sum(available) over places as available_so_far, sum(held) over places as held_so_far
      from line window places as (order by commit_position, prepare_position)
    ) as summed ${isLater} order by commit_position, prepare_position limit ${count}`;
}

/** An entry that is the account's but moves none of its money (a suspense booking) is no line of its statement. */
function touchedBy(
  accountId: string,
  begin: Position,
  end: Position,
  count: number | undefined,
): RawBuilder<unknown> {
  const added = (condition: RawBuilder<unknown>) =>
    sql`(select sum(credit_minor - debit_minor) from posting where entry_id = journal_entry.id and ${condition})`;
  const of = (ledgerAccount: string) => added(sql`ledger_account = ${ledgerAccount}`);
  const place = positionColumns('journalEntry');
  return sql`
    select id, event_type, payout_id, provider, reference, end_to_end_id, recorded_at, booked_at, provider_time,
      commit_position, prepare_position,
      ${added(sql`ledger_account like 'provider:%:float'`)} as moved,
      ${added(sql`ledger_account like 'provider:%:fees'`)} as charged,
      coalesce(${of(availableOf(accountId))}, 0) as available, coalesce(${of(heldOf(accountId))}, 0) as held
    from journal_entry
    where account_id = ${accountId} and ${place} > ${positionValue(begin)} and ${place} <= ${positionValue(end)}
      and exists (select from posting where entry_id = journal_entry.id
        and ledger_account in (${availableOf(accountId)}, ${heldOf(accountId)}))
    order by commit_position, prepare_position ${count === undefined ? sql`` : sql`limit ${count}`}`;
}

/** The line of a payout has the names and the place of its last entry, and the sums of all. */
const PAYOUTS_TOGETHER = sql`
  select last.id, last.event_type, last.payout_id, provider.provider, last.reference, provider.end_to_end_id,
    last.recorded_at, last.booked_at, last.provider_time, last.commit_position, last.prepare_position,
    sums.moved, sums.charged, sums.available, sums.held, sums.entries
  from (
    select count(*) as entries, sum(moved) as moved, sum(charged) as charged, sum(available) as available, sum(held) as held,
      (array_agg(id order by commit_position desc, prepare_position desc))[1] as last_id,
      (array_agg(id order by (provider is null), event_type = 'FundsReturned', commit_position desc, prepare_position desc)
      )[1] as provider_id
    from touched group by coalesce(payout_id, id::text)
  ) as sums join touched as last on last.id = sums.last_id join touched as provider on provider.id = sums.provider_id`;

function lineOf(row: Row, opening: BalanceView, names: ReadonlyMap<string, PayoutNames>): StatementLine {
  return {
    entryId: row.id,
    eventType: row.eventType,
    payoutId: row.payoutId,
    provider: row.provider,
    ...entryNames(row, names),
    endToEndId: row.endToEndId,
    originalMinor: row.moved === null ? null : absolute(row.moved),
    feeMinor: row.moved === null ? null : absolute(row.charged ?? 0n),
    entries: Number(row.entries),
    recordedAt: row.recordedAt,
    bookedAt: row.bookedAt,
    providerTime: row.providerTime,
    position: placeOfRow(row),
    change: balanceOf(row.available, row.held),
    balance: balanceOf(opening.availableMinor + row.availableSoFar, opening.heldMinor + row.heldSoFar),
  };
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
