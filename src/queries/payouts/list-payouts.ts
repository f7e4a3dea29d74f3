import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import type { Database, PayoutStatus } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import {
  pageSize,
  place,
  placeOf,
  readAt,
  type Found,
  type Page,
  type QueryRefusal,
} from '../reading/snapshot';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
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
export class ListPayouts extends Query<Result<Found<Page<PayoutView>>, QueryRefusal>> {
  constructor(
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
    filters,
    limit,
    cursor,
  }: ListPayouts): Promise<Result<Found<Page<PayoutView>>, QueryRefusal>> {
    const before = readCursor('payouts', { ...filters }, cursor);
    if (!before.ok) return before;
    const size = pageSize(limit);
    const found = await readAt(this.database, 'payouts', transaction =>
      selectPayouts(transaction, filters, before.value, size + 1),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter('payouts', { ...filters }, { commit: row.commit_position, prepare: row.prepare_position });
    return ok({ position: found.position, body: pageOf(found.body, size, payoutView, toCursor) });
  }
}

export function selectPayouts(
  transaction: Database,
  { accountId, status, provider, externalReference, endToEndId, from, to }: PayoutFilters,
  before: Position | undefined,
  count: number,
) {
  let query = transaction.selectFrom('payout').selectAll();
  if (accountId !== undefined) query = query.where('account_id', '=', storable(accountId));
  if (status !== undefined) query = query.where('status', '=', status);
  if (provider !== undefined) query = query.where('provider', '=', asProvider(provider));
  if (externalReference !== undefined)
    query = query.where('external_reference', '=', storable(externalReference));
  if (endToEndId !== undefined) query = query.where('end_to_end_id', '=', storable(endToEndId));
  if (from !== undefined) query = query.where('requested_at', '>=', from);
  if (to !== undefined) query = query.where('requested_at', '<', to);
  if (before !== undefined) query = query.where(place('payout'), '<', placeOf(before));
  return query.orderBy('commit_position', 'desc').orderBy('prepare_position', 'desc').limit(count).execute();
}

/** A provider nobody knows has no payouts; it is no reason to fail. */
const asProvider = (name: string) => storable(name) as PayoutView['provider'];
