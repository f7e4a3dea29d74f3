import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { EXPORT_BATCH, snapshotBatches, type Batches } from '../reading/batches';
import { placeOf } from '../reading/position-at';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../reading/results';
import { openSnapshot } from '../reading/snapshot';
import type { VisibleAccounts } from '../reading/visible-accounts';
import { balancesAt } from './account-balance';
import type { AccountView } from './get-account';
import { type AccountFilters, selectAccounts } from './list-accounts';

/** Every account in the order of the ids, with its balance now or as of a position or time. */
export class ExportAccounts extends Query<Result<QueryResult<Batches<AccountView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: AccountFilters,
    readonly asOf?: Position | Date,
  ) {
    super();
  }
}

@QueryHandler(ExportAccounts)
export class ExportAccountsHandler implements IQueryHandler<ExportAccounts> {
  constructor(private readonly database: Database) {}

  async execute(query: ExportAccounts): Promise<Result<QueryResult<Batches<AccountView>>, QueryRefusal>> {
    const reading = await openSnapshot(this.database, 'journal', ['accounts']);
    const { asOf } = query;
    const at = asOf && (await placeOf(reading.transaction, asOf, reading.position));
    if (asOf && !at) {
      await reading.end();
      return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    }
    const select = async (transaction: Database, after: string | undefined) => {
      const rows = await selectAccounts(transaction, query, after, EXPORT_BATCH).execute();
      return at ? balancesAt(transaction, rows, at) : rows;
    };
    const rows = snapshotBatches<AccountView, string>(reading, select, ({ id }) => id);
    return ok({ position: at ?? reading.position, body: rows });
  }
}
