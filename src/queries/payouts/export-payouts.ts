import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { EXPORT_BATCH, snapshotBatches, viewsOf, type Batches } from '../reading/batches';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { placeOfRow } from '../reading/position-at';
import { openSnapshot } from '../reading/snapshot';
import { selectPayouts } from './list-payouts';
import type { PayoutFilters } from './payout-filters';
import type { VisibleAccounts } from '../reading/visible-accounts';
import { payoutView, type PayoutView } from './payout-view';

/** Every payout as it stands at one position, the newest first. */
export class ExportPayouts extends Query<Result<QueryResult<Batches<PayoutView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: PayoutFilters,
  ) {
    super();
  }
}

@QueryHandler(ExportPayouts)
export class ExportPayoutsHandler implements IQueryHandler<ExportPayouts> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filters,
  }: ExportPayouts): Promise<Result<QueryResult<Batches<PayoutView>>, QueryRefusal>> {
    const reading = await openSnapshot(this.database, 'payouts');
    const select = (transaction: Database, before: Position | undefined) =>
      selectPayouts(transaction, accounts, filters, before, EXPORT_BATCH).execute();
    const rows = snapshotBatches(reading, select, placeOfRow);
    return ok({ position: reading.position, body: viewsOf(rows, payoutView) });
  }
}
