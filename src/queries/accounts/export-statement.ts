import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { balanceAt, findAccount, type BalanceView } from './account-balance';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { EXPORT_BATCH, type Batches } from '../reading/batches';
import { positionRangeOf, type StatementPeriod } from './get-statement';
import { statementLines, type StatementLine } from './statement-lines';

export interface WholeStatement {
  readonly accountId: string;
  readonly currency: Currency;
  readonly opening: BalanceView;
  readonly lines: Batches<StatementLine>;
  readonly closing: BalanceView;
}

/** A statement without pages. */
export class ExportStatement extends Query<Result<QueryResult<WholeStatement>, QueryRefusal>> {
  constructor(
    readonly accountId: string,
    readonly period: StatementPeriod,
  ) {
    super();
  }
}

@QueryHandler(ExportStatement)
export class ExportStatementHandler implements IQueryHandler<ExportStatement> {
  constructor(private readonly database: Database) {}

  async execute({
    accountId,
    period,
  }: ExportStatement): Promise<Result<QueryResult<WholeStatement>, QueryRefusal>> {
    const read = async (transaction: Database, now: Position) => {
      const account = await findAccount(transaction, accountId);
      if (!account) return undefined;
      const { id, currency } = account;
      const span = await positionRangeOf(transaction, period, now);
      const opening = await balanceAt(transaction, id, currency, span.after);
      const closing = await balanceAt(transaction, id, currency, span.end);
      return { id, currency, span, opening, closing };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['accounts']);
    if (!body) return refuse(queryRefusal('ACCOUNT_NOT_FOUND', 'There is no account with this id'));
    const { id, currency, span, opening, closing } = body;
    const lines = this.batches({ id, currency }, span.after, span.end);
    return ok({ position: span.end, body: { accountId: id, currency, opening, lines, closing } });
  }

  private async *batches(
    account: { readonly id: string; readonly currency: Currency },
    after: Position,
    end: Position,
  ): Batches<StatementLine> {
    for (let from = after, isLast = false; !isLast;) {
      const { body: lines } = await readSnapshot(this.database, 'journal', transaction =>
        statementLines(transaction, account, { after: from, end }, EXPORT_BATCH),
      );
      if (lines.length > 0) yield lines;
      isLast = lines.length < EXPORT_BATCH;
      from = lines.at(-1)?.position ?? from;
    }
  }
}
