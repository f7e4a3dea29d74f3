import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Selectable } from 'kysely';
import { foldCase, type Folded, type StreamReader } from '../../projections/fold-stream';
import { storable } from '../../projections/engine/projection';
import { type CaseTable, Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { caseView, type CaseView } from './case-view';
import { findCurrent, CurrentSources } from '../reading/find-current';
import { readSnapshot } from '../reading/snapshot';

export interface CaseWithSources {
  readonly case: CaseView;
  /** The streams of the notifications that spoke of its payout, in the order of their names; at most 50. */
  readonly notificationStreams: readonly string[];
}

export class GetCase extends Query<Result<QueryResult<CaseWithSources>, QueryRefusal>> {
  constructor(readonly caseId: string) {
    super();
  }
}

const MAX_STREAMS = 50;

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(
    private readonly database: Database,
    private readonly live: CurrentSources,
  ) {}

  async execute({ caseId }: GetCase): Promise<Result<QueryResult<CaseWithSources>, QueryRefusal>> {
    const { body, position } = await findCurrent<CaseRowWithSources>(this.live, {
      projection: 'cases',
      find: () => readSnapshot(this.database, 'cases', transaction => selectCase(transaction, caseId)),
      fold: (found, sequel) => this.fold(caseId, found, sequel),
    });
    if (!body) return refuse(queryRefusal('CASE_NOT_FOUND', 'There is no case with this id'));
    return ok({ body: { case: caseView(body.row), notificationStreams: body.streams }, position });
  }

  /** Which notifications spoke of its payout only the read model knows: of a case it has not got yet, those it has. */
  private async fold(
    caseId: string,
    found: CaseRowWithSources | undefined,
    sequel: StreamReader,
  ): Promise<Folded<CaseRowWithSources> | undefined> {
    const folded = await foldCase(sequel, caseId, found?.row);
    if (!folded) return undefined;
    const { row, last } = folded;
    const streams = found?.streams ?? (await notificationStreams(this.database, row.payoutId));
    return { row: { row, streams }, last };
  }
}

interface CaseRowWithSources {
  readonly row: Selectable<CaseTable>;
  readonly streams: readonly string[];
}

async function selectCase(transaction: Database, caseId: string): Promise<CaseRowWithSources | undefined> {
  const row = await transaction
    .selectFrom('caseRecord')
    .selectAll()
    .where('id', '=', storable(caseId))
    .executeTakeFirst();
  return row && { row, streams: await notificationStreams(transaction, row.payoutId) };
}

async function notificationStreams(transaction: Database, payoutId: string | null): Promise<string[]> {
  if (payoutId === null) return [];
  const rows = await transaction
    .selectFrom('payoutNotification')
    .select('streamId')
    .where('payoutId', '=', payoutId)
    .orderBy('streamId')
    .limit(MAX_STREAMS)
    .execute();
  return rows.map(row => row.streamId);
}
