import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type RawBuilder } from 'kysely';
import type { Position } from '../../../projections/engine/position';
import { Database } from '../../../projections/schema';
import { ok, refuse, type Result } from '../../../shared/result';
import { placeOf, positionColumns, positionValue } from '../../reading/position-at';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../../reading/results';
import { readSnapshot } from '../../reading/snapshot';
import type { TimeZone } from '../../reading/time-zones';
import { isVisible, type VisibleAccounts } from '../../reading/visible-accounts';
import type { GetTotals, TotalsLine } from './get-totals';

/**
 * The totals as the journal had them at a moment, so the answer never changes. A payout without an outcome then is
 * PROCESSING. A payout that had no hold in the books is left out.
 */
export class GetTotalsAsOf extends Query<Result<QueryResult<readonly TotalsLine[]>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly period: GetTotals['period'],
    readonly timeZone: TimeZone,
    readonly asOf: Position | Date,
  ) {
    super();
  }
}

@QueryHandler(GetTotalsAsOf)
export class GetTotalsAsOfHandler implements IQueryHandler<GetTotalsAsOf> {
  constructor(private readonly database: Database) {}

  async execute(query: GetTotalsAsOf): Promise<Result<QueryResult<readonly TotalsLine[]>, QueryRefusal>> {
    const read = async (transaction: Database, now: Position) => {
      const at = await placeOf(transaction, query.asOf, now);
      return at && { at, lines: await selectTotals(transaction, query, at) };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['payouts']);
    if (!body) return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    return ok({ position: body.at, body: body.lines.map(line => ({ ...line, count: Number(line.count) })) });
  }
}

async function selectTotals(
  transaction: Database,
  { accounts, period: { from, to }, timeZone }: GetTotalsAsOf,
  at: Position,
): Promise<readonly TotalsLine[]> {
  const { rows } = await sql<TotalsLine>`
    select provider, day, status, currency, count(*) as count, sum(original_amount_minor) as amount_minor,
      sum(fee) as fee_minor, sum(came_back) as returned_minor
    from (
      select provider, to_char(requested_at at time zone ${sql.lit(timeZone)}, 'YYYY-MM-DD') as day,
        ${STATUS} as status, currency, original_amount_minor, fee, came_back
      from payout cross join lateral (${bookedOf(at)}) as booked
      where is_held and ${isVisible('accountId', accounts)}
        and (${from ?? null}::timestamptz is null or requested_at >= ${from ?? null})
        and (${to ?? null}::timestamptz is null or requested_at < ${to ?? null})
    ) as payouts
    group by provider, day, status, currency
    order by day, provider, status, currency`.execute(transaction);
  return rows;
}

/** A rejection is final, so the present row tells it from a failure. */
const STATUS = sql`case
  when outcome is null then 'PROCESSING'
  when outcome in ('HoldReleased', 'CaptureReversed') then
    case when status = 'REJECTED' then 'REJECTED' else 'FAILED' end
  when came_back = 0 then 'COMPLETED'
  when came_back < original_amount_minor then 'PARTIALLY_RETURNED'
  else 'RETURNED' end`;

/** What the journal had of one payout up to a place: its last outcome, the payment's fee, and what came back. */
const bookedOf = (at: Position): RawBuilder<unknown> => sql`
  select bool_or(event_type = 'FundsHeld') as is_held,
    (array_agg(event_type order by commit_position desc, prepare_position desc)
      filter (where event_type not in ('FundsHeld', 'FundsReturned', 'SuspenseBooked', 'ExcessCharged')))[1] as outcome,
    coalesce(sum(posted.fee) filter (where event_type <> 'FundsReturned'), 0) as fee,
    coalesce(sum(posted.came) filter (where event_type = 'FundsReturned'), 0) as came_back
  from journal_entry cross join lateral (
    select sum(credit_minor - debit_minor) filter (where ledger_account like 'provider:%:fees') as fee,
      sum(debit_minor - credit_minor) filter (where ledger_account like 'provider:%:float') as came
    from posting where entry_id = journal_entry.id
  ) as posted
  where payout_id = payout.id and ${positionColumns('journalEntry')} <= ${positionValue(at)}`;
