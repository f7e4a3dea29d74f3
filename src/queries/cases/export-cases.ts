import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import { EXPORT_BATCH, snapshotBatches, viewsOf, type Batches } from '../reading/batches';
import { placeOfRow } from '../reading/position-at';
import type { QueryRefusal, QueryResult } from '../reading/results';
import { openSnapshot } from '../reading/snapshot';
import type { VisibleAccounts } from '../reading/visible-accounts';
import { caseView, type CaseView } from './case-view';
import { type CaseFilters, selectCases } from './list-cases';

/** Every case as it stands at one position, the newest first. */
export class ExportCases extends Query<Result<QueryResult<Batches<CaseView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: CaseFilters,
  ) {
    super();
  }
}

@QueryHandler(ExportCases)
export class ExportCasesHandler implements IQueryHandler<ExportCases> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filters,
  }: ExportCases): Promise<Result<QueryResult<Batches<CaseView>>, QueryRefusal>> {
    const reading = await openSnapshot(this.database, 'cases', accounts === '*' ? [] : ['payouts']);
    const select = (transaction: Database, before: Position | undefined) =>
      selectCases(transaction, accounts, filters, before, EXPORT_BATCH);
    const rows = snapshotBatches(reading, select, placeOfRow);
    return ok({ position: reading.position, body: viewsOf(rows, caseView) });
  }
}
