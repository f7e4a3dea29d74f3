import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  foldPayout,
  type Folded,
  type PayoutOfStream,
  type StreamReader,
} from '../../projections/fold-stream';
import { readKnownWarnings, readLaterWarnings } from '../../projections/payouts/current-warnings';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { findCurrent, CurrentSources } from '../reading/find-current';
import { readRow } from '../reading/read-row';
import { readSnapshot } from '../reading/snapshot';
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
      fold: (_row, sequel) => this.fold(payoutId, sequel),
    });
    if (!body) return refuse(queryRefusal('PAYOUT_NOT_FOUND', 'There is no payout with this id'));
    return ok({ body: payoutView(body), position });
  }

  /** The payout's own stream does not tell of a duplicate, so the account's is looked at too. */
  private async fold(payoutId: string, sequel: StreamReader): Promise<Folded<PayoutOfStream> | undefined> {
    const folded = await foldPayout(this.live.streams, payoutId);
    if (!folded) return undefined;
    const known = await readSnapshot(this.database, 'payouts', transaction =>
      readKnownWarnings(transaction, folded.row),
    );
    const warnings = await readLaterWarnings(sequel, folded.row, known.body);
    return { ...folded, row: { ...folded.row, warnings } };
  }
}
