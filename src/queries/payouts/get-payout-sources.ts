import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import { Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';

/** Where the streams tell of a payout, beside its own stream and its exchanges. */
export interface PayoutSources {
  /** The events of its account that moved money for it, the oldest first. */
  readonly accountEvents: readonly { readonly streamId: string; readonly revision: bigint }[];
  readonly notificationStreams: readonly string[];
  readonly caseIds: readonly string[];
}

/** An unknown payout has none. True at the journal's position. */
export class GetPayoutSources extends Query<Result<QueryResult<PayoutSources>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@QueryHandler(GetPayoutSources)
export class GetPayoutSourcesHandler implements IQueryHandler<GetPayoutSources> {
  constructor(private readonly database: Database) {}

  async execute({ payoutId }: GetPayoutSources): Promise<Result<QueryResult<PayoutSources>, QueryRefusal>> {
    const id = storable(payoutId);
    const found = await readSnapshot(this.database, 'journal', async transaction => ({
      accountEvents: await accountEvents(transaction, id),
      notificationStreams: await notificationStreams(transaction, id),
      caseIds: await caseIds(transaction, id),
    }));
    return ok(found);
  }
}

async function accountEvents(transaction: Database, payoutId: string) {
  const rows = await transaction
    .selectFrom('journalEntry')
    .select(['streamId', 'revision'])
    .where('payoutId', '=', payoutId)
    .orderBy('revision')
    .execute();
  return rows.map(row => ({ streamId: row.streamId, revision: row.revision }));
}

async function notificationStreams(transaction: Database, payoutId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('payoutNotification')
    .select('streamId')
    .where('payoutId', '=', payoutId)
    .orderBy('streamId')
    .execute();
  return rows.map(row => row.streamId);
}

async function caseIds(transaction: Database, payoutId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('caseRecord')
    .select('id')
    .where('payoutId', '=', payoutId)
    .orderBy('id')
    .execute();
  return rows.map(row => row.id);
}
