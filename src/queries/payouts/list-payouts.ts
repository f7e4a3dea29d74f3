import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { pageSize, type Page } from '../reading/page';
import { positionColumns, positionValue } from '../reading/position-at';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
import { isVisible, type VisibleAccounts } from '../reading/visible-accounts';
import { payoutConditions, type PayoutFilters } from './payout-filters';
import { payoutView, type PayoutView } from './payout-view';

/** The newest first. */
export class ListPayouts extends Query<Result<QueryResult<Page<PayoutView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: PayoutFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListPayouts)
export class ListPayoutsHandler implements IQueryHandler<ListPayouts> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filters,
    limit,
    cursor,
  }: ListPayouts): Promise<Result<QueryResult<Page<PayoutView>>, QueryRefusal>> {
    const before = readCursor('payouts', { ...filters }, cursor);
    if (!before.ok) return before;
    const size = pageSize(limit);
    const found = await readSnapshot(this.database, 'payouts', transaction =>
      selectPayouts(transaction, accounts, filters, before.value, size + 1).execute(),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter('payouts', { ...filters }, { commit: row.commitPosition, prepare: row.preparePosition });
    return ok({ position: found.position, body: pageOf(found.body, size, payoutView, toCursor) });
  }
}

/** The newest before a place. */
export function selectPayouts(
  transaction: Database,
  accounts: VisibleAccounts,
  filters: PayoutFilters,
  before: Position | undefined,
  count: number,
) {
  let query = transaction.selectFrom('payout').selectAll().where(isVisible('accountId', accounts));
  for (const condition of payoutConditions(filters)) query = query.where(condition);
  if (before !== undefined) query = query.where(positionColumns('payout'), '<', positionValue(before));
  return query.orderBy('commitPosition', 'desc').orderBy('preparePosition', 'desc').limit(count);
}
