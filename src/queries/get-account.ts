import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../projections/projection';
import type { Database } from '../projections/schema';
import type { Currency } from '../shared/money';
import { ok, refuse, type Result } from '../shared/result';
import { queryRefusal, readAt, type Found, type QueryRefusal } from './answers';

/** Amounts in minor units of the account's currency. */
export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly currency: Currency;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  /** Available and held together. */
  readonly totalMinor: bigint;
  readonly revision: bigint;
  readonly openedAt: Date;
}

export class GetAccount extends Query<Result<Found<AccountView>, QueryRefusal>> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly database: Database) {}

  async execute({ accountId }: GetAccount): Promise<Result<Found<AccountView>, QueryRefusal>> {
    const { body, position } = await readAt(this.database, 'accounts', transaction =>
      transaction.selectFrom('account').selectAll().where('id', '=', storable(accountId)).executeTakeFirst(),
    );
    if (!body) return refuse(queryRefusal('ACCOUNT_NOT_FOUND', 'There is no account with this id'));
    const { available_minor, held_minor, total_minor, opened_at, ...same } = body;
    const amounts = { availableMinor: available_minor, heldMinor: held_minor, totalMinor: total_minor };
    return ok({ body: { ...same, ...amounts, openedAt: opened_at }, position });
  }
}
