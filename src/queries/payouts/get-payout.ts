import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { payoutNow, type PayoutOfStream } from '../../projections/fold-stream';
import { storable } from '../../projections/engine/projection';
import type { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type Found, type QueryRefusal } from '../reading/snapshot';
import { findNow, type Live } from '../reading/find-current';
import { payoutView, type PayoutView } from './payout-view';

export class GetPayout extends Query<Result<Found<PayoutView>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@QueryHandler(GetPayout)
export class GetPayoutHandler implements IQueryHandler<GetPayout> {
  constructor(
    private readonly database: Database,
    private readonly live: Live,
  ) {}

  async execute({ payoutId }: GetPayout): Promise<Result<Found<PayoutView>, QueryRefusal>> {
    const { body, position } = await findNow<PayoutOfStream>(this.database, this.live, {
      projection: 'payouts',
      select: transaction =>
        transaction.selectFrom('payout').selectAll().where('id', '=', storable(payoutId)).executeTakeFirst(),
      fold: () => payoutNow(this.live.streams, payoutId),
    });
    if (!body) return refuse(queryRefusal('PAYOUT_NOT_FOUND', 'There is no payout with this id'));
    return ok({ body: payoutView(body), position });
  }
}
