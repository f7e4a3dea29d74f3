import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { positionOf } from '../../../projections/engine/checkpoints';
import { comparePositions, formatPosition, type Position } from '../../../projections/engine/position';
import { Database, type PayoutTable } from '../../../projections/schema';
import type { Currency } from '../../../shared/money';
import { ok, refuse, type Result } from '../../../shared/result';
import { cursorAfter, pageOf, readCursor } from '../../reading/cursor';
import { pageSize, type Page } from '../../reading/page';
import {
  bookingTimeAt,
  placeOf,
  placeOfRow,
  positionColumns,
  positionValue,
} from '../../reading/position-at';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../../reading/results';
import { readSnapshot } from '../../reading/snapshot';
import { isVisible, type VisibleAccounts } from '../../reading/visible-accounts';
import type { AgedHold } from './list-aged-holds';

/** Holds requested before a time, or longer ago than an age in milliseconds at the moment asked for. */
export type HoldAge = Date | number;

export interface HoldsAsOf extends Page<AgedHold> {
  /** The time up to which the books are meant: ages are counted to it. */
  readonly at: Date;
}

/** The holds that were open at a moment, in the order of their requests. The answer never changes. */
export class ListHoldsAsOf extends Query<Result<QueryResult<HoldsAsOf>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly asOf: Position | Date,
    readonly age: HoldAge,
    readonly requested: { readonly from?: Date | undefined; readonly to?: Date | undefined },
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListHoldsAsOf)
export class ListHoldsAsOfHandler implements IQueryHandler<ListHoldsAsOf> {
  constructor(private readonly database: Database) {}

  async execute(list: ListHoldsAsOf): Promise<Result<QueryResult<HoldsAsOf>, QueryRefusal>> {
    const { asOf, cursor, requested } = list;
    const filters = {
      asOf: asOf instanceof Date ? asOf : formatPosition(asOf),
      from: requested.from,
      to: requested.to,
    };
    const after = readCursor('holds-as-of', filters, cursor);
    if (!after.ok) return after;
    const size = pageSize(list.limit);
    const read = async (transaction: Database, now: Position) => {
      const found = await findHoldsAsOf(transaction, list, now);
      if (!found) return undefined;
      const { place, before } = found;
      return {
        ...found,
        rows: await selectHoldsAsOf(transaction, list, place, before, after.value, size + 1),
      };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['payouts']);
    if (!body) return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    const toCursor = (row: HoldRow) => cursorAfter('holds-as-of', filters, placeOfRow(row));
    return ok({
      position: body.place,
      body: { at: body.at, ...pageOf(body.rows, size, holdAsOfView, toCursor) },
    });
  }
}

/** Returns undefined while a read model is behind: a hold that has just ended must be in one of the two. */
export async function findHoldsAsOf(
  transaction: Database,
  { asOf, age }: ListHoldsAsOf,
  now: Position,
): Promise<{ readonly place: Position; readonly at: Date; readonly before: Date } | undefined> {
  const place = await placeOf(transaction, asOf, now);
  const payouts = await positionOf(transaction, 'payouts');
  if (!place || comparePositions(payouts, now) > 0) return undefined;
  const booked = asOf instanceof Date ? asOf : await bookingTimeAt(transaction, place);
  const at = booked ?? new Date(0);
  return { place, at, before: age instanceof Date ? age : new Date(at.getTime() - age) };
}

interface HoldRow {
  readonly id: string;
  readonly accountId: string;
  readonly provider: PayoutTable['provider'];
  readonly currency: Currency;
  readonly heldMinor: bigint;
  readonly requestedAt: Date;
  readonly externalReference: string;
  readonly commitPosition: bigint;
  readonly preparePosition: bigint;
}

/**
 * A hold that was open at a place is open still, or was ended after it. An account makes one hold for a payout and ends
 * it once.
 */
export async function selectHoldsAsOf(
  transaction: Database,
  { accounts, requested: { from, to } }: ListHoldsAsOf,
  place: Position,
  before: Date,
  after: Position | undefined,
  count: number,
): Promise<HoldRow[]> {
  const entryPlace = positionColumns('journalEntry');
  const { rows } = await sql<HoldRow>`
    select payout.id, payout.account_id, payout.provider, payout.currency, held.credit_minor as held_minor,
      payout.requested_at, payout.external_reference, payout.commit_position, payout.prepare_position
    from payout cross join lateral (
      select posting.credit_minor from journal_entry join posting on posting.entry_id = journal_entry.id
      where journal_entry.payout_id = payout.id and event_type = 'FundsHeld' and posting.credit_minor > 0
        and ${entryPlace} <= ${positionValue(place)}
    ) as held
    where (payout.open_hold_minor > 0 or payout.id in (
        select payout_id from journal_entry where event_type in ('HoldCaptured', 'HoldReleased')
          and ${entryPlace} > ${positionValue(place)}))
      and ${isVisible('payout.accountId', accounts)} and payout.requested_at < ${before}
      and (${from ?? null}::timestamptz is null or payout.requested_at >= ${from ?? null})
      and (${to ?? null}::timestamptz is null or payout.requested_at < ${to ?? null})
      and ${after === undefined ? sql`true` : sql`${positionColumns('payout')} > ${positionValue(after)}`}
    order by payout.commit_position, payout.prepare_position limit ${count}`.execute(transaction);
  return rows;
}

/** The books of a past moment know no other state of an open hold. */
export const holdAsOfView = (row: HoldRow): AgedHold => ({
  payoutId: row.id,
  accountId: row.accountId,
  provider: row.provider,
  status: 'PROCESSING',
  currency: row.currency,
  heldMinor: row.heldMinor,
  requestedAt: row.requestedAt,
  externalReference: row.externalReference,
});
