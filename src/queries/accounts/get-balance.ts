import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { comparePositions, type Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { balanceAt, findAccount, type BalanceView } from './account-balance';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { positionAt } from '../reading/position-at';

export interface BalanceAsOf extends BalanceView {
  readonly accountId: string;
  readonly currency: Currency;
}

/** As of now, as of a position, or as of a time (everything booked up to and including it). */
export class GetBalance extends Query<Result<QueryResult<BalanceAsOf>, QueryRefusal>> {
  constructor(
    readonly accountId: string,
    readonly asOf?: Position | Date,
  ) {
    super();
  }
}

@QueryHandler(GetBalance)
export class GetBalanceHandler implements IQueryHandler<GetBalance> {
  constructor(private readonly database: Database) {}

  async execute({ accountId, asOf }: GetBalance): Promise<Result<QueryResult<BalanceAsOf>, QueryRefusal>> {
    const read = async (transaction: Database, now: Position) => {
      const account = await findAccount(transaction, accountId);
      if (!account) return 'ACCOUNT_NOT_FOUND' as const;
      const at = asOf instanceof Date ? await positionAt(transaction, asOf) : (asOf ?? now);
      if (comparePositions(at, now) > 0) return 'PROJECTION_BEHIND' as const;
      const { id, currency } = account;
      const balance = await balanceAt(transaction, id, currency, at);
      return { at, balance: { accountId: id, currency, ...balance } };
    };
    const { body } = await readSnapshot(this.database, 'journal', read, ['accounts']);
    if (body === 'ACCOUNT_NOT_FOUND') return refuse(queryRefusal(body, 'There is no account with this id'));
    if (body === 'PROJECTION_BEHIND')
      return refuse(queryRefusal(body, 'The books have not reached the position asked for'));
    return ok({ body: body.balance, position: body.at });
  }
}
