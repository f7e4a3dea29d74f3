import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import { comparePositions, type Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import { depositRequestView, type DepositRequestView } from '../accounts/deposit-request-view';
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

/** What waits for people. */
export type WaitingView =
  | { readonly kind: 'PAYOUT'; readonly payout: PayoutView }
  | { readonly kind: 'DEPOSIT'; readonly deposit: DepositRequestView };

type ListApprovalsResult = Result<QueryResult<Page<WaitingView>>, QueryRefusal>;

/** The payouts and deposits that wait for people, the oldest first. */
export class ListApprovals extends Query<ListApprovalsResult> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: ApprovalFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

/** Where a request stands in `$all`, and what it shows. */
interface Placed {
  readonly place: Position;
  readonly view: WaitingView;
}

@QueryHandler(ListApprovals)
export class ListApprovalsHandler implements IQueryHandler<ListApprovals> {
  constructor(private readonly database: Database) {}

  async execute(query: ListApprovals): Promise<ListApprovalsResult> {
    const filters = { ...query.filters };
    const after = readCursor('approvals', filters, query.cursor);
    if (!after.ok) return after;
    const size = pageSize(query.limit);
    const found = await readSnapshot(
      this.database,
      'payouts',
      async transaction => [
        ...(await waitingPayouts(transaction, query, after.value, size + 1)),
        ...(await waitingDeposits(transaction, query, after.value, size + 1)),
      ],
      ['accounts'],
    );
    const oldestFirst = found.body.sort((left, right) => comparePositions(left.place, right.place));
    const toCursor = ({ place }: Placed) => cursorAfter('approvals', filters, place);
    const body = pageOf(oldestFirst.slice(0, size + 1), size, ({ view }) => view, toCursor);
    return ok({ position: found.position, body });
  }
}

async function waitingPayouts(
  transaction: Database,
  { accounts, filters: { accountId, provider } }: ListApprovals,
  after: Position | undefined,
  count: number,
): Promise<Placed[]> {
  let query = transaction
    .selectFrom('payout')
    .selectAll()
    .where(isVisible('accountId', accounts))
    .where('status', '=', 'AWAITING_APPROVAL');
  if (accountId !== undefined) query = query.where('accountId', '=', storable(accountId));
  if (provider !== undefined) query = query.where('provider', '=', storable(provider));
  if (after !== undefined) query = query.where(positionColumns('payout'), '>', positionValue(after));
  const rows = await query.orderBy('commitPosition').orderBy('preparePosition').limit(count).execute();
  return rows.map(row => ({ place: placeOf(row), view: { kind: 'PAYOUT', payout: payoutView(row) } }));
}

async function waitingDeposits(
  transaction: Database,
  { accounts, filters: { accountId, provider } }: ListApprovals,
  after: Position | undefined,
  count: number,
): Promise<Placed[]> {
  let query = transaction
    .selectFrom('depositRequest')
    .selectAll()
    .where(isVisible('accountId', accounts))
    .where('status', '=', 'AWAITING_APPROVAL');
  if (accountId !== undefined) query = query.where('accountId', '=', storable(accountId));
  if (provider !== undefined) query = query.where('provider', '=', storable(provider));
  if (after !== undefined) query = query.where(positionColumns('depositRequest'), '>', positionValue(after));
  const rows = await query.orderBy('commitPosition').orderBy('preparePosition').limit(count).execute();
  return rows.map(row => ({
    place: placeOf(row),
    view: { kind: 'DEPOSIT', deposit: depositRequestView(row) },
  }));
}

const placeOf = (row: { readonly commitPosition: bigint; readonly preparePosition: bigint }): Position => ({
  commit: row.commitPosition,
  prepare: row.preparePosition,
});
