import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { accountNow } from '../../projections/fold-stream';
import type { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { findAccount } from './account-balance';
import { queryRefusal, type Found, type QueryRefusal } from '../reading/snapshot';
import { findNow, type Live } from '../reading/find-current';

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
  constructor(
    private readonly database: Database,
    private readonly live: Live,
  ) {}

  async execute({ accountId }: GetAccount): Promise<Result<Found<AccountView>, QueryRefusal>> {
    const { body, position } = await findNow(this.database, this.live, {
      projection: 'accounts',
      select: transaction => findAccount(transaction, accountId),
      fold: row => accountNow(this.live.streams, accountId, row),
    });
    if (!body) return refuse(queryRefusal('ACCOUNT_NOT_FOUND', 'There is no account with this id'));
    const { available_minor, held_minor, total_minor, opened_at, ...same } = body;
    const amounts = { availableMinor: available_minor, heldMinor: held_minor, totalMinor: total_minor };
    return ok({ body: { ...same, ...amounts, openedAt: opened_at }, position });
  }
}
