import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { balanceAt, findAccount, type BalanceView } from './account-balance';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { bookingTimeAt } from '../reading/position-at';
import { readSnapshot } from '../reading/snapshot';
import { EXPORT_BATCH, type Batches } from '../reading/batches';
import { positionRangeOf, type StatementPeriod } from './get-statement';
import { statementLines, type StatementLine, type StatementLines } from './statement-lines';

export interface WholeStatement {
  readonly accountId: string;
  readonly currency: Currency;
  readonly opening: BalanceView;
  readonly lines: Batches<StatementLine>;
  readonly closing: BalanceView;
  /** When the last entry up to the end was booked, of whatever account; null: nothing was. */
  readonly bookedUpTo: Date | null;
}

/** A statement without pages. */
export class ExportStatement extends Query<Result<QueryResult<WholeStatement>, QueryRefusal>> {
  constructor(
    readonly accountId: string,
    readonly period: StatementPeriod,
    readonly lines: StatementLines = 'entries',
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
    lines: kind,
  }: ExportStatement): Promise<Result<QueryResult<WholeStatement>, QueryRefusal>> {
    const read = async (transaction: Database, now: Position) => {
      const account = await findAccount(transaction, accountId);
      if (!account) return undefined;
      const { id, currency } = account;
      const span = await positionRangeOf(transaction, period, now);
      const opening = await balanceAt(transaction, id, currency, span.after);
      const closing = await balanceAt(transaction, id, currency, span.end);
      const bookedUpTo = (await bookingTimeAt(transaction, span.end)) ?? null;
      return { id, currency, span, opening, closing, bookedUpTo };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['accounts']);
    if (!body) return refuse(queryRefusal('ACCOUNT_NOT_FOUND', 'There is no account with this id'));
    const { id, currency, span, ...balances } = body;
    const lines = this.batches({ id, currency }, span.after, span.end, kind);
    return ok({ position: span.end, body: { accountId: id, currency, lines, ...balances } });
  }

  private async *batches(
    account: { readonly id: string; readonly currency: Currency },
    after: Position,
    end: Position,
    kind: StatementLines,
  ): Batches<StatementLine> {
    for (let from = after, isLast = false; !isLast;) {
      const range = { begin: after, after: from, end };
      const { body: lines } = await readSnapshot(
        this.database,
        'journal',
        transaction => statementLines(transaction, account, range, EXPORT_BATCH, kind),
        ['payouts'],
      );
      if (lines.length > 0) yield lines;
      isLast = lines.length < EXPORT_BATCH;
      from = lines.at(-1)?.position ?? from;
    }
  }
}
