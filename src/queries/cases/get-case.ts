import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Selectable } from 'kysely';
import { caseNow, type Folded } from '../../projections/fold-stream';
import { storable } from '../../projections/engine/projection';
import type { CaseTable, Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type Found, type QueryRefusal } from '../reading/snapshot';
import { caseView, type CaseView } from './case-view';
import { findNow, type Live } from '../reading/find-current';

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
  constructor(
    private readonly database: Database,
    private readonly live: Live,
  ) {}

  async execute({ caseId }: GetCase): Promise<Result<Found<CaseWithSources>, QueryRefusal>> {
    const { body, position } = await findNow<Sourced>(this.database, this.live, {
      projection: 'cases',
      select: transaction => selectCase(transaction, caseId),
      fold: found => this.fold(caseId, found),
    });
    if (!body) return refuse(queryRefusal('CASE_NOT_FOUND', 'There is no case with this id'));
    return ok({ body: { case: caseView(body.row), notificationStreams: body.streams }, position });
  }

  /** Which notifications spoke of its payout only the read model knows: of a case it has not got yet, those it has. */
  private async fold(caseId: string, found: Sourced | undefined): Promise<Folded<Sourced> | undefined> {
    const folded = await caseNow(this.live.streams, caseId, found?.row);
    if (!folded) return undefined;
    const { row, last } = folded;
    const streams = found?.streams ?? (await notificationStreams(this.database, row.payout_id));
    return { row: { row, streams }, last };
  }
}

interface Sourced {
  readonly row: Selectable<CaseTable>;
  readonly streams: readonly string[];
}

async function selectCase(transaction: Database, caseId: string): Promise<Sourced | undefined> {
  const row = await transaction
    .selectFrom('case_record')
    .selectAll()
    .where('id', '=', storable(caseId))
    .executeTakeFirst();
  return row && { row, streams: await notificationStreams(transaction, row.payout_id) };
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
