import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { openReading, type Found, type QueryRefusal, type Reading } from '../reading/snapshot';
import { EXPORT_BATCH, type Batches } from '../ledger/export-entries';
import { selectPayouts, type PayoutFilters } from './list-payouts';
import { payoutView, type PayoutView } from './payout-view';

/** Every payout as it stands at one position, the newest first. */
export class ExportPayouts extends Query<Result<Found<Batches<PayoutView>>, QueryRefusal>> {
  constructor(readonly filters: PayoutFilters) {
    super();
  }
}

@QueryHandler(ExportPayouts)
export class ExportPayoutsHandler implements IQueryHandler<ExportPayouts> {
  constructor(private readonly database: Database) {}

  async execute({ filters }: ExportPayouts): Promise<Result<Found<Batches<PayoutView>>, QueryRefusal>> {
    const reading = await openReading(this.database, 'payouts');
    return ok({ position: reading.position, body: batches(reading, filters) });
  }
}

/**
 * Payouts go on changing, so one transaction holds what is seen until the last one is read. It has to be read at least
 * in part: that is what ends the transaction. Whoever pauses for a minute is cut off.
 */
async function* batches(reading: Reading, filters: PayoutFilters): Batches<PayoutView> {
  try {
    for (let before: Position | undefined, isLast = false; !isLast;) {
      const rows = await selectPayouts(reading.transaction, filters, before, EXPORT_BATCH);
      const last = rows.at(-1);
      if (last) yield rows.map(payoutView);
      isLast = rows.length < EXPORT_BATCH;
      if (last) before = { commit: last.commit_position, prepare: last.prepare_position };
    }
  } finally {
    await reading.end();
  }
}
