import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { ok, type Result } from '../../shared/result';
import { EXPORT_BATCH, type Batches } from '../reading/batches';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import type { VisibleAccounts } from '../reading/visible-accounts';
import {
  positionOfRow,
  selectEntries,
  viewedWith,
  type JournalEntryFilters,
  type JournalEntryView,
} from './list-journal-entries';

/** Every journal entry up to where the books are when it is asked for. */
export class ExportEntries extends Query<Result<QueryResult<Batches<JournalEntryView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: JournalEntryFilters,
  ) {
    super();
  }
}

@QueryHandler(ExportEntries)
export class ExportEntriesHandler implements IQueryHandler<ExportEntries> {
  constructor(private readonly database: Database) {}

  async execute(query: ExportEntries): Promise<Result<QueryResult<Batches<JournalEntryView>>, QueryRefusal>> {
    const { position } = await readSnapshot(this.database, 'journal', () => Promise.resolve(undefined));
    return ok({ position, body: this.batches(query, position) });
  }

  /** Entries never change, so no transaction has to last as long as the slowest reader. */
  private async *batches({ accounts, filters }: ExportEntries, end: Position): Batches<JournalEntryView> {
    for (let after: Position | undefined, isLast = false; !isLast;) {
      const read = async (transaction: Database) =>
        viewedWith(
          transaction,
          await selectEntries(transaction, accounts, filters, after, EXPORT_BATCH, end),
        );
      const { body } = await readSnapshot(this.database, 'journal', read, ['payouts']);
      const last = body.entries.at(-1);
      if (last) yield body.entries.map(body.toView);
      isLast = body.entries.length < EXPORT_BATCH;
      if (last) after = positionOfRow(last);
    }
  }
}
