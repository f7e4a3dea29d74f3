import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { openSnapshot, type Snapshot } from '../reading/snapshot';
import { EXPORT_BATCH, type Batches } from '../ledger/export-entries';
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
    return ok({ position: reading.position, body: batches(reading, accounts, filters) });
  }
}

/**
 * Payouts change all the time, so one transaction keeps the same view until the last row is read. The caller has to
 * read at least a part, because the end of the reading ends the transaction. A reader that pauses for a minute is cut
 * off.
 */
async function* batches(
  reading: Snapshot,
  accounts: VisibleAccounts,
  filters: PayoutFilters,
): Batches<PayoutView> {
  try {
    for (let before: Position | undefined, isLast = false; !isLast;) {
      const rows = await selectPayouts(
        reading.transaction,
        accounts,
        filters,
        before,
        EXPORT_BATCH,
      ).execute();
      const last = rows.at(-1);
      if (last) yield rows.map(payoutView);
      isLast = rows.length < EXPORT_BATCH;
      if (last) before = { commit: last.commitPosition, prepare: last.preparePosition };
    }
  } finally {
    await reading.end();
  }
}
