import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { depositRequestView, type DepositRequestView } from './deposit-request-view';

/** One deposit of an account that waits or waited for people. */
export class GetDepositRequest extends Query<Result<QueryResult<DepositRequestView>, QueryRefusal>> {
  constructor(
    readonly accountId: string,
    readonly depositId: string,
  ) {
    super();
  }
}

@QueryHandler(GetDepositRequest)
export class GetDepositRequestHandler implements IQueryHandler<GetDepositRequest> {
  constructor(private readonly database: Database) {}

  async execute({
    accountId,
    depositId,
  }: GetDepositRequest): Promise<Result<QueryResult<DepositRequestView>, QueryRefusal>> {
    const { body, position } = await readSnapshot(this.database, 'accounts', transaction =>
      transaction
        .selectFrom('depositRequest')
        .selectAll()
        .where('id', '=', storable(depositId))
        .where('accountId', '=', storable(accountId))
        .executeTakeFirst(),
    );
    if (body) return ok({ body: depositRequestView(body), position });
    return refuse(queryRefusal('DEPOSIT_NOT_FOUND', 'No deposit with this id waits or waited for people'));
  }
}
