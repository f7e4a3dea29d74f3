import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import { Database, type PayoutStatus } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { pageSize, type Page } from '../reading/page';
import { positionColumns, positionValue } from '../reading/position-at';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
import { isVisible, type VisibleAccounts } from '../reading/visible-accounts';
import { payoutView, type PayoutView } from './payout-view';

export interface PayoutFilters {
  readonly accountId?: string | undefined;
  readonly status?: PayoutStatus | undefined;
  readonly provider?: string | undefined;
  readonly externalReference?: string | undefined;
  readonly endToEndId?: string | undefined;
  /** Requested at or after. */
  readonly from?: Date | undefined;
  /** Requested before. */
  readonly to?: Date | undefined;
}

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
      selectPayouts(transaction, accounts, filters, before.value, size + 1),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter('payouts', { ...filters }, { commit: row.commitPosition, prepare: row.preparePosition });
    return ok({ position: found.position, body: pageOf(found.body, size, payoutView, toCursor) });
  }
}

export function selectPayouts(
  transaction: Database,
  accounts: VisibleAccounts,
  { accountId, status, provider, externalReference, endToEndId, from, to }: PayoutFilters,
  before: Position | undefined,
  count: number,
) {
  let query = transaction.selectFrom('payout').selectAll().where(isVisible('accountId', accounts));
  if (accountId !== undefined) query = query.where('accountId', '=', storable(accountId));
  if (status !== undefined) query = query.where('status', '=', status);
  if (provider !== undefined) query = query.where('provider', '=', asProvider(provider));
  if (externalReference !== undefined)
    query = query.where('externalReference', '=', storable(externalReference));
  if (endToEndId !== undefined) query = query.where('endToEndId', '=', storable(endToEndId));
  if (from !== undefined) query = query.where('requestedAt', '>=', from);
  if (to !== undefined) query = query.where('requestedAt', '<', to);
  if (before !== undefined) query = query.where(positionColumns('payout'), '<', positionValue(before));
  return query.orderBy('commitPosition', 'desc').orderBy('preparePosition', 'desc').limit(count).execute();
}

/** An unknown provider has no payouts; it is no reason to fail. */
const asProvider = (name: string) => storable(name) as PayoutView['provider'];
