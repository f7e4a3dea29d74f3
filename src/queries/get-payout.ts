import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../projections/projection';
import type { Database } from '../projections/schema';
import { ok, refuse, type Result } from '../shared/result';
import { queryRefusal, readAt, type Found, type QueryRefusal } from './answers';
import { payoutView, type PayoutView } from './payout-view';

export class GetPayout extends Query<Result<Found<PayoutView>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@QueryHandler(GetPayout)
export class GetPayoutHandler implements IQueryHandler<GetPayout> {
  constructor(private readonly database: Database) {}

  async execute({ payoutId }: GetPayout): Promise<Result<Found<PayoutView>, QueryRefusal>> {
    const { body, position } = await readAt(this.database, 'payouts', transaction =>
      transaction.selectFrom('payout').selectAll().where('id', '=', storable(payoutId)).executeTakeFirst(),
    );
    if (!body) return refuse(queryRefusal('PAYOUT_NOT_FOUND', 'There is no payout with this id'));
    return ok({ body: payoutView(body), position });
  }
}
