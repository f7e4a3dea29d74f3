import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import type { Position } from '../../../projections/engine/position';
import { Database, type PayoutStatus, type PayoutTable } from '../../../projections/schema';
import type { Currency } from '../../../shared/money';
import { ok, type Result } from '../../../shared/result';
import { pageSize, type Page } from '../../reading/page';
import { positionColumns, positionValue } from '../../reading/position-at';
import type { QueryResult, QueryRefusal } from '../../reading/results';
import { readSnapshot } from '../../reading/snapshot';
import { cursorAfter, pageOf, readCursor } from '../../reading/cursor';
import { isVisible, type VisibleAccounts } from '../../reading/visible-accounts';

/** Money that is on hold for a payout at this moment, in minor units. */
export interface AgedHold {
  readonly payoutId: string;
  readonly accountId: string;
  readonly provider: PayoutTable['provider'];
  readonly status: PayoutStatus;
  readonly currency: Currency;
  readonly heldMinor: bigint;
  readonly requestedAt: Date;
  readonly externalReference: string;
}

/** Open holds of payouts requested before a time, in the order of their requests: the oldest first. */
export class ListAgedHolds extends Query<Result<QueryResult<Page<AgedHold>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly requestedBefore: Date,
    readonly limit?: number,
    readonly cursor?: string,
    readonly requested: { readonly from?: Date | undefined; readonly to?: Date | undefined } = {},
  ) {
    super();
  }
}

@QueryHandler(ListAgedHolds)
export class ListAgedHoldsHandler implements IQueryHandler<ListAgedHolds> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    requestedBefore,
    limit,
    cursor,
    requested,
  }: ListAgedHolds): Promise<Result<QueryResult<Page<AgedHold>>, QueryRefusal>> {
    // The time is not part of the cursor: "older than a day" is another time on the next page.
    const after = readCursor('aged-holds', { ...requested }, cursor);
    if (!after.ok) return after;
    const size = pageSize(limit);
    const found = await readSnapshot(this.database, 'payouts', transaction =>
      selectHolds(transaction, accounts, { ...requested, before: requestedBefore }, after.value, size + 1),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter(
        'aged-holds',
        { ...requested },
        { commit: row.commitPosition, prepare: row.preparePosition },
      );
    return ok({ position: found.position, body: pageOf(found.body, size, holdView, toCursor) });
  }
}

export const selectHolds = (
  transaction: Database,
  accounts: VisibleAccounts,
  requested: ListAgedHolds['requested'] & { readonly before: Date },
  after: Position | undefined,
  count: number,
) =>
  transaction
    .selectFrom('payout')
    .selectAll()
    .where(isVisible('accountId', accounts))
    .where(sql<boolean>`open_hold_minor > 0`)
    .where('requestedAt', '<', requested.before)
    .where('requestedAt', '>=', requested.from ?? new Date(0))
    .where(eb => (requested.to ? eb('requestedAt', '<', requested.to) : sql<boolean>`true`))
    .where(eb =>
      after === undefined ? sql<boolean>`true` : eb(positionColumns('payout'), '>', positionValue(after)),
    )
    .orderBy('commitPosition')
    .orderBy('preparePosition')
    .limit(count)
    .execute();

export const holdView = (row: Awaited<ReturnType<typeof selectHolds>>[number]): AgedHold => ({
  payoutId: row.id,
  accountId: row.accountId,
  provider: row.provider,
  status: row.status,
  currency: row.currency,
  heldMinor: row.openHoldMinor,
  requestedAt: row.requestedAt,
  externalReference: row.externalReference,
});
