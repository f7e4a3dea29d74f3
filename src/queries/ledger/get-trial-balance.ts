import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Position } from '../../projections/engine/position';
import { Bug } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { bookingTimeAt, placeOf } from '../reading/position-at';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { currentLines, linesAt, type LedgerLine } from './ledger-lines';

interface TrialBalanceSum {
  readonly currency: Currency;
  /** The two are equal. */
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

export interface TrialBalanceView {
  /** By ledger account, then currency. */
  readonly lines: readonly LedgerLine[];
  /** One per currency. */
  readonly sums: readonly TrialBalanceSum[];
  /** The place of the log up to which entries count. */
  readonly at: Position;
  /** The moment asked for, or when the last entry up to the place was booked; undefined for the present. */
  readonly time: Date | undefined;
}

/** As of now, as of a position, or as of a time (everything booked up to and including it). */
export class GetTrialBalance extends Query<Result<QueryResult<TrialBalanceView>, QueryRefusal>> {
  constructor(readonly asOf?: Position | Date) {
    super();
  }
}

@QueryHandler(GetTrialBalance)
export class GetTrialBalanceHandler implements IQueryHandler<GetTrialBalance> {
  constructor(private readonly database: Database) {}

  /** @throws {Bug} the two sums differ: the books must not be shown as if they were sound */
  async execute({ asOf }: GetTrialBalance): Promise<Result<QueryResult<TrialBalanceView>, QueryRefusal>> {
    const found = await readSnapshot(this.database, 'journal', async (transaction, now) => {
      if (asOf === undefined) return { lines: await currentLines(transaction, ''), at: now, time: undefined };
      const at = await placeOf(transaction, asOf, now);
      const time = asOf instanceof Date ? asOf : at && (await bookingTimeAt(transaction, at));
      return at && { lines: await linesAt(transaction, '', at), at, time };
    });
    if (!found.body) {
      return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached the position asked for'));
    }
    const { lines, at, time } = found.body;
    return ok({ position: at, body: { lines, sums: sumsOf(lines), at, time } });
  }
}

function sumsOf(lines: readonly LedgerLine[]): TrialBalanceSum[] {
  const sums = new Map<Currency, TrialBalanceSum>();
  for (const { currency, debitTotalMinor, creditTotalMinor } of lines) {
    const before = sums.get(currency) ?? { debitTotalMinor: 0n, creditTotalMinor: 0n };
    sums.set(currency, {
      currency,
      debitTotalMinor: before.debitTotalMinor + debitTotalMinor,
      creditTotalMinor: before.creditTotalMinor + creditTotalMinor,
    });
  }
  const unequal = [...sums.values()].find(sum => sum.debitTotalMinor !== sum.creditTotalMinor);
  if (unequal) throw new Bug(`The books do not balance in ${unequal.currency}`);
  return [...sums.values()].sort((left, right) => (left.currency < right.currency ? -1 : 1));
}
