import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { Database, type PayoutStatus, type PayoutTable } from '../../../projections/schema';
import type { Currency } from '../../../shared/money';
import { ok, type Result } from '../../../shared/result';
import type { QueryResult, QueryRefusal } from '../../reading/results';
import { readSnapshot } from '../../reading/snapshot';
import type { TimeZone } from '../../reading/time-zones';
import { isVisible, type VisibleAccounts } from '../../reading/visible-accounts';

/** Payouts of one provider, day of request, status and currency. Amounts in minor units. */
export interface TotalsLine {
  readonly provider: PayoutTable['provider'];
  /** YYYY-MM-DD in the time zone asked for. */
  readonly day: string;
  readonly status: PayoutStatus;
  readonly currency: Currency;
  readonly count: number;
  readonly amountMinor: bigint;
  /** What providers charged; 0 while nothing is completed. */
  readonly feeMinor: bigint;
  /** Of the amount, what came back. */
  readonly returnedMinor: bigint;
}

/** Of payouts requested at or after `from` and before `to`. */
export class GetTotals extends Query<Result<QueryResult<readonly TotalsLine[]>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly period: { readonly from?: Date | undefined; readonly to?: Date | undefined },
    readonly timeZone: TimeZone,
  ) {
    super();
  }
}

@QueryHandler(GetTotals)
export class GetTotalsHandler implements IQueryHandler<GetTotals> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    period,
    timeZone,
  }: GetTotals): Promise<Result<QueryResult<readonly TotalsLine[]>, QueryRefusal>> {
    const found = await readSnapshot(this.database, 'payouts', transaction =>
      selectTotals(transaction, accounts, period, timeZone),
    );
    return ok({ ...found, body: found.body.map(row => ({ ...row, count: Number(row.count) })) });
  }
}

function selectTotals(
  transaction: Database,
  accounts: VisibleAccounts,
  { from, to }: GetTotals['period'],
  timeZone: TimeZone,
) {
  const day = sql<string>`to_char(requested_at at time zone ${sql.lit(timeZone)}, 'YYYY-MM-DD')`;
  let query = transaction
    .selectFrom('payout')
    .select(({ fn }) => [
      'provider',
      day.as('day'),
      'status',
      'currency',
      fn.countAll<bigint>().as('count'),
      fn.sum<bigint>('originalAmountMinor').as('amountMinor'),
      sql<bigint>`coalesce(sum(fee_amount_minor), 0)`.as('feeMinor'),
      fn.sum<bigint>('returnedAmountMinor').as('returnedMinor'),
    ])
    .where(isVisible('accountId', accounts));
  if (from !== undefined) query = query.where('requestedAt', '>=', from);
  if (to !== undefined) query = query.where('requestedAt', '<', to);
  return query
    .groupBy(['provider', day, 'status', 'currency'])
    .orderBy(day)
    .orderBy('provider')
    .orderBy('status')
    .orderBy('currency')
    .execute();
}
