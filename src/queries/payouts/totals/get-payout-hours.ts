import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { Database, type PayoutTable } from '../../../projections/schema';
import { ok, type Result } from '../../../shared/result';
import type { QueryResult, QueryRefusal } from '../../reading/results';
import { readSnapshot } from '../../reading/snapshot';
import { isVisible, type VisibleAccounts } from '../../reading/visible-accounts';

/** Payouts that were requested in one hour, by their outcome now. */
export interface PayoutHour {
  /** The beginning of the hour. */
  readonly hour: Date;
  /** Also those of which money came back later. */
  readonly completed: number;
  /** Failed, or rejected. */
  readonly failed: number;
  /** Without an outcome. */
  readonly open: number;
  /** From the request to the completion; null where none is completed. In milliseconds. */
  readonly settleP50Ms: number | null;
  readonly settleP99Ms: number | null;
}

interface HoursFilter {
  readonly from: Date;
  readonly to: Date;
  readonly provider?: PayoutTable['provider'] | undefined;
}

/** Of payouts requested at or after `from` and before `to`; an hour without payouts is left out. */
export class GetPayoutHours extends Query<Result<QueryResult<readonly PayoutHour[]>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filter: HoursFilter,
  ) {
    super();
  }
}

@QueryHandler(GetPayoutHours)
export class GetPayoutHoursHandler implements IQueryHandler<GetPayoutHours> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filter,
  }: GetPayoutHours): Promise<Result<QueryResult<readonly PayoutHour[]>, QueryRefusal>> {
    const found = await readSnapshot(this.database, 'payouts', transaction =>
      selectHours(transaction, accounts, filter),
    );
    return ok({ ...found, body: found.body.map(toHour) });
  }
}

const HOUR = sql<Date>`date_trunc('hour', requested_at, 'UTC')`;
const countIf = (condition: string) => sql<bigint>`count(*) filter (where ${sql.raw(condition)})`;
const settleMs = (fraction: number) => sql<number | null>`percentile_cont(${sql.lit(fraction)}) within group
  (order by extract(epoch from completed_at - requested_at)::float8 * 1000) filter (where completed_at is not null)`;

function selectHours(transaction: Database, accounts: VisibleAccounts, { from, to, provider }: HoursFilter) {
  let query = transaction
    .selectFrom('payout')
    .select([
      HOUR.as('hour'),
      countIf("status in ('COMPLETED', 'RETURNED', 'PARTIALLY_RETURNED')").as('completed'),
      countIf("status in ('FAILED', 'REJECTED')").as('failed'),
      countIf("status in ('PROCESSING', 'AWAITING_APPROVAL', 'OUTCOME_UNKNOWN')").as('open'),
      settleMs(0.5).as('settleP50Ms'),
      settleMs(0.99).as('settleP99Ms'),
    ])
    .where(isVisible('accountId', accounts))
    .where('requestedAt', '>=', from)
    .where('requestedAt', '<', to);
  if (provider !== undefined) query = query.where('provider', '=', provider);
  return query.groupBy(HOUR).orderBy(HOUR).execute();
}

type HourRow = Awaited<ReturnType<typeof selectHours>>[number];

const toHour = ({ hour, completed, failed, open, settleP50Ms, settleP99Ms }: HourRow): PayoutHour => ({
  hour,
  completed: Number(completed),
  failed: Number(failed),
  open: Number(open),
  settleP50Ms: settleP50Ms === null ? null : Math.round(settleP50Ms),
  settleP99Ms: settleP99Ms === null ? null : Math.round(settleP99Ms),
});
