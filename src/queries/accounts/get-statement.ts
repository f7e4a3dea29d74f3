import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { comparePositions, type Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { balanceAt, findAccount, type BalanceView } from './account-balance';
import { pageSize } from '../reading/page';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { rangeCursor, readRangeCursor } from '../reading/cursor';
import { bookingTimeAt, positionBefore } from '../reading/position-at';
import { statementLines, type StatementLine, type StatementLines } from './statement-lines';

/** Booked at or after `from` and before `to`; without them from the beginning, and up to now. */
export interface StatementPeriod {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface StatementView {
  readonly accountId: string;
  readonly currency: Currency;
  /** At the beginning of the period. */
  readonly opening: BalanceView;
  /** The oldest first. All pages' lines together are the closing less the opening balance. */
  readonly lines: readonly StatementLine[];
  /** At the end of the period. */
  readonly closing: BalanceView;
  /** When the last entry up to the end was booked, of whatever account; null: nothing was. */
  readonly bookedUpTo: Date | null;
  readonly nextCursor: string | null;
}

export class GetStatement extends Query<Result<QueryResult<StatementView>, QueryRefusal>> {
  constructor(
    readonly accountId: string,
    readonly period: StatementPeriod,
    readonly limit?: number,
    readonly cursor?: string,
    readonly lines: StatementLines = 'entries',
  ) {
    super();
  }
}

/** Places in `$all`: lines are after `after`, up to and including `end`. */
interface PositionRange {
  readonly after: Position;
  readonly end: Position;
}

@QueryHandler(GetStatement)
export class GetStatementHandler implements IQueryHandler<GetStatement> {
  constructor(private readonly database: Database) {}

  async execute(query: GetStatement): Promise<Result<QueryResult<StatementView>, QueryRefusal>> {
    const { accountId, period, limit, cursor, lines: kind } = query;
    const filters = { accountId, from: period.from, to: period.to, ...(kind === 'payouts' && { kind }) };
    const given = readRangeCursor('statement', filters, cursor);
    if (!given.ok) return given;
    const size = pageSize(limit);
    const read = async (transaction: Database, now: Position) => {
      const account = await findAccount(transaction, accountId);
      if (!account) return 'ACCOUNT_NOT_FOUND' as const;
      const whole = await positionRangeOf(transaction, period, now, given.value?.end);
      if (comparePositions(whole.end, now) > 0) return 'PROJECTION_BEHIND' as const;
      const { id, currency } = account;
      const at = (place: Position) => balanceAt(transaction, id, currency, place);
      const after = given.value?.after ?? whole.after;
      const range = { begin: whole.after, after, end: whole.end };
      const lines = await statementLines(transaction, { id, currency }, range, size + 1, kind);
      const bookedUpTo = (await bookingTimeAt(transaction, whole.end)) ?? null;
      const balances = { opening: await at(whole.after), closing: await at(whole.end) };
      return { end: whole.end, view: { accountId: id, currency, bookedUpTo, ...balances }, lines };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['accounts', 'payouts']);
    if (body === 'ACCOUNT_NOT_FOUND') return refuse(queryRefusal(body, 'There is no account with this id'));
    if (body === 'PROJECTION_BEHIND')
      return refuse(queryRefusal(body, 'The books have not reached the position asked for'));
    const lines = body.lines.slice(0, size);
    const last = body.lines.length > size ? lines.at(-1) : undefined;
    const nextCursor = last
      ? rangeCursor('statement', filters, { after: last.position, end: body.end })
      : null;
    return ok({ position: body.end, body: { ...body.view, lines, nextCursor } });
  }
}

/** A period whose end has not come yet ends where the books are; `fixed` is the end its first page had. */
export async function positionRangeOf(
  transaction: Database,
  { from, to }: StatementPeriod,
  now: Position,
  fixed?: Position,
): Promise<PositionRange> {
  const end = fixed ?? (to ? await positionBefore(transaction, to) : now);
  const after = from ? await positionBefore(transaction, from) : { commit: 0n, prepare: 0n };
  // A period that has not begun yet is empty, and stands where the books are.
  return { after: comparePositions(after, end) > 0 ? end : after, end };
}
