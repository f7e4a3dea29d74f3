import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../projections/projection';
import type { Database } from '../projections/schema';
import { ok, refuse, type Result } from '../shared/result';
import { queryRefusal, readAt, type Found, type QueryRefusal } from './answers';
import { caseView, type CaseView } from './case-view';

export interface CaseWithSources {
  readonly case: CaseView;
  /** The streams of the notifications that spoke of its payout, in the order of their names; at most 50. */
  readonly notificationStreams: readonly string[];
}

export class GetCase extends Query<Result<Found<CaseWithSources>, QueryRefusal>> {
  constructor(readonly caseId: string) {
    super();
  }
}

const MAX_STREAMS = 50;

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(private readonly database: Database) {}

  async execute({ caseId }: GetCase): Promise<Result<Found<CaseWithSources>, QueryRefusal>> {
    const { body, position } = await readAt(this.database, 'cases', async transaction => {
      const row = await transaction
        .selectFrom('case_record')
        .selectAll()
        .where('id', '=', storable(caseId))
        .executeTakeFirst();
      return row && { row, streams: await notificationStreams(transaction, row.payout_id) };
    });
    if (!body) return refuse(queryRefusal('CASE_NOT_FOUND', 'There is no case with this id'));
    return ok({ body: { case: caseView(body.row), notificationStreams: body.streams }, position });
  }
}

async function notificationStreams(transaction: Database, payoutId: string | null): Promise<string[]> {
  if (payoutId === null) return [];
  const rows = await transaction
    .selectFrom('payout_notification')
    .select('stream_id')
    .where('payout_id', '=', payoutId)
    .orderBy('stream_id')
    .limit(MAX_STREAMS)
    .execute();
  return rows.map(row => row.stream_id);
}
