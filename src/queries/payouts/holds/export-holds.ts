import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../../projections/engine/position';
import { Database } from '../../../projections/schema';
import { ok, refuse, type Result } from '../../../shared/result';
import { EXPORT_BATCH, snapshotBatches, viewsOf, type Batches } from '../../reading/batches';
import { placeOfRow } from '../../reading/position-at';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../../reading/results';
import { openSnapshot, type Snapshot } from '../../reading/snapshot';
import { type AgedHold, holdView, ListAgedHolds, selectHolds } from './list-aged-holds';
import { holdAsOfView, ListHoldsAsOf, findHoldsAsOf, selectHoldsAsOf } from './list-holds-as-of';

export interface WholeHolds {
  /** Ages are counted to it; undefined: to the present. */
  readonly at: Date | undefined;
  readonly holds: Batches<AgedHold>;
}

/** A list of holds without pages: those of now, or those that were open at a moment. */
export class ExportHolds extends Query<Result<QueryResult<WholeHolds>, QueryRefusal>> {
  constructor(readonly list: ListAgedHolds | ListHoldsAsOf) {
    super();
  }
}

@QueryHandler(ExportHolds)
export class ExportHoldsHandler implements IQueryHandler<ExportHolds> {
  constructor(private readonly database: Database) {}

  async execute({ list }: ExportHolds): Promise<Result<QueryResult<WholeHolds>, QueryRefusal>> {
    if (list instanceof ListHoldsAsOf) return this.ofThePast(list);
    const { accounts, requested, requestedBefore } = list;
    const reading = await openSnapshot(this.database, 'payouts');
    const select = (transaction: Database, after: Position | undefined) =>
      selectHolds(transaction, accounts, { ...requested, before: requestedBefore }, after, EXPORT_BATCH);
    const holds = viewsOf(snapshotBatches(reading, select, placeOfRow), holdView);
    return ok({ position: reading.position, body: { at: undefined, holds } });
  }

  private async ofThePast(list: ListHoldsAsOf): Promise<Result<QueryResult<WholeHolds>, QueryRefusal>> {
    const reading: Snapshot = await openSnapshot(this.database, 'journal', ['payouts']);
    const found = await findHoldsAsOf(reading.transaction, list, reading.position);
    if (!found) {
      await reading.end();
      return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    }
    const { place, at, before } = found;
    const select = (transaction: Database, after: Position | undefined) =>
      selectHoldsAsOf(transaction, list, place, before, after, EXPORT_BATCH);
    const holds = viewsOf(snapshotBatches(reading, select, placeOfRow), holdAsOfView);
    return ok({ position: place, body: { at, holds } });
  }
}
