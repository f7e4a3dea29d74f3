import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
import { pageSize, type Page } from '../reading/page';
import { positionColumns, positionValue } from '../reading/position-at';
import type { QueryRefusal, QueryResult } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { isVisible, type VisibleAccounts } from '../reading/visible-accounts';
import { payoutView, type PayoutView } from './payout-view';

export interface ApprovalFilters {
  readonly accountId?: string | undefined;
  readonly provider?: string | undefined;
}

/** The payouts that wait for people, the oldest first. */
export class ListApprovals extends Query<Result<QueryResult<Page<PayoutView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: ApprovalFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListApprovals)
export class ListApprovalsHandler implements IQueryHandler<ListApprovals> {
  constructor(private readonly database: Database) {}

  async execute(query: ListApprovals): Promise<Result<QueryResult<Page<PayoutView>>, QueryRefusal>> {
    const filters = { ...query.filters };
    const after = readCursor('approvals', filters, query.cursor);
    if (!after.ok) return after;
    const size = pageSize(query.limit);
    const found = await readSnapshot(this.database, 'payouts', transaction =>
      selectWaiting(transaction, query, after.value, size + 1),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter('approvals', filters, { commit: row.commitPosition, prepare: row.preparePosition });
    return ok({ position: found.position, body: pageOf(found.body, size, payoutView, toCursor) });
  }
}

function selectWaiting(
  transaction: Database,
  { accounts, filters: { accountId, provider } }: ListApprovals,
  after: Position | undefined,
  count: number,
) {
  let query = transaction
    .selectFrom('payout')
    .selectAll()
    .where(isVisible('accountId', accounts))
    .where('status', '=', 'AWAITING_APPROVAL');
  if (accountId !== undefined) query = query.where('accountId', '=', storable(accountId));
  if (provider !== undefined) query = query.where('provider', '=', storable(provider));
  if (after !== undefined) query = query.where(positionColumns('payout'), '>', positionValue(after));
  return query.orderBy('commitPosition').orderBy('preparePosition').limit(count).execute();
}
