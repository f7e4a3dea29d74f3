import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import { comparePositions, type Position } from '../../projections/engine/position';
import { Bug } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { positionColumns, positionValue, positionAt } from '../reading/position-at';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';

/** Totals in minor units of the line's currency. */
export interface TrialBalanceLine {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

interface TrialBalanceSum {
  readonly currency: Currency;
  /** The two are equal. */
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

export interface TrialBalanceView {
  /** By ledger account, then currency. */
  readonly lines: readonly TrialBalanceLine[];
  /** One per currency. */
  readonly sums: readonly TrialBalanceSum[];
}

/** As of now, as of a position, or as of a time (everything booked up to and including it). */
export class GetTrialBalance extends Query<Result<QueryResult<TrialBalanceView>, QueryRefusal>> {
  constructor(readonly asOf?: Position | Date) {
    super();
  }
}

type Lines = readonly TrialBalanceLine[];

@QueryHandler(GetTrialBalance)
export class GetTrialBalanceHandler implements IQueryHandler<GetTrialBalance> {
  constructor(private readonly database: Database) {}

  /** @throws {Bug} the two sums differ: the books must not be shown as if they were sound */
  async execute({ asOf }: GetTrialBalance): Promise<Result<QueryResult<TrialBalanceView>, QueryRefusal>> {
    const found = await readSnapshot(this.database, 'journal', async (transaction, now) => {
      if (asOf === undefined) return { lines: await currentLines(transaction), at: now };
      const at = asOf instanceof Date ? await positionAt(transaction, asOf) : asOf;
      if (comparePositions(at, now) > 0) return undefined;
      return { lines: await linesAt(transaction, at), at };
    });
    if (!found.body) {
      return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached the position asked for'));
    }
    const { lines, at } = found.body;
    return ok({ position: at, body: { lines, sums: sumsOf(lines) } });
  }
}

const currentLines = (transaction: Database): Promise<Lines> =>
  transaction
    .selectFrom('ledgerBalance')
    .select([
      'ledgerAccount as ledgerAccount',
      'currency',
      'debitTotalMinor as debitTotalMinor',
      'creditTotalMinor as creditTotalMinor',
    ])
    .orderBy('ledgerAccount')
    .orderBy('currency')
    .execute();

/** One index look-up per ledger account: its last posting up to the place carries the totals. */
const linesAt = (transaction: Database, at: Position): Promise<Lines> =>
  transaction
    .selectFrom('ledgerBalance')
    .innerJoinLateral(
      posting =>
        posting
          .selectFrom('posting')
          .select(['posting.debitTotalMinor', 'posting.creditTotalMinor'])
          .whereRef('posting.ledgerAccount', '=', 'ledgerBalance.ledgerAccount')
          .whereRef('posting.currency', '=', 'ledgerBalance.currency')
          .where(positionColumns('posting'), '<=', positionValue(at))
          .orderBy('posting.commitPosition', 'desc')
          .orderBy('posting.preparePosition', 'desc')
          .orderBy('posting.index', 'desc')
          .limit(1)
          .as('last'),
      join => join.onTrue(),
    )
    .select([
      'ledgerBalance.ledgerAccount as ledgerAccount',
      'ledgerBalance.currency',
      'last.debitTotalMinor as debitTotalMinor',
      'last.creditTotalMinor as creditTotalMinor',
    ])
    .orderBy('ledgerBalance.ledgerAccount')
    .orderBy('ledgerBalance.currency')
    .execute();

function sumsOf(lines: Lines): TrialBalanceSum[] {
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
