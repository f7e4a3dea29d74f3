import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { foldPayout, type PayoutOfStream } from '../../projections/fold-stream';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { findCurrent, CurrentSources } from '../reading/find-current';
import { readRow } from '../reading/read-row';
import { payoutView, type PayoutView } from './payout-view';

export class GetPayout extends Query<Result<QueryResult<PayoutView>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@QueryHandler(GetPayout)
export class GetPayoutHandler implements IQueryHandler<GetPayout> {
  constructor(
    private readonly database: Database,
    private readonly live: CurrentSources,
  ) {}

  async execute({ payoutId }: GetPayout): Promise<Result<QueryResult<PayoutView>, QueryRefusal>> {
    const { body, position } = await findCurrent<PayoutOfStream>(this.live, {
      projection: 'payouts',
      find: () => readRow(this.database, 'payouts', payoutId),
      fold: () => foldPayout(this.live.streams, payoutId),
    });
    if (!body) return refuse(queryRefusal('PAYOUT_NOT_FOUND', 'There is no payout with this id'));
    return ok({ body: payoutView(body), position });
  }
}
