import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Selectable } from 'kysely';
import { foldAccount } from '../../projections/fold-stream';
import { Database, type AccountTable } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { findCurrent, CurrentSources } from '../reading/find-current';
import { readRow } from '../reading/read-row';

/** An account as its row has it. Amounts are minor units of the account's currency. */
export type AccountView = Readonly<Selectable<AccountTable>>;

export class GetAccount extends Query<Result<QueryResult<AccountView>, QueryRefusal>> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(
    private readonly database: Database,
    private readonly live: CurrentSources,
  ) {}

  async execute({ accountId }: GetAccount): Promise<Result<QueryResult<AccountView>, QueryRefusal>> {
    const { body, position } = await findCurrent<AccountView>(this.live, {
      projection: 'accounts',
      find: () => readRow(this.database, 'accounts', accountId),
      fold: (row, sequel) => foldAccount(sequel, accountId, row),
    });
    if (!body) return refuse(queryRefusal('ACCOUNT_NOT_FOUND', 'There is no account with this id'));
    return ok({ body, position });
  }
}
