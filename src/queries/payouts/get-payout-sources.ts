import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import type { Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import { readAt, type Found, type QueryRefusal } from '../reading/snapshot';

/** Where the streams tell of a payout, beside its own stream and its exchanges. */
export interface PayoutSources {
  /** The events of its account that moved money for it, the oldest first. */
  readonly accountEvents: readonly { readonly streamId: string; readonly revision: bigint }[];
  readonly notificationStreams: readonly string[];
  readonly caseIds: readonly string[];
}

/** None of a payout that nobody knows. True at the journal's position. */
export class GetPayoutSources extends Query<Result<Found<PayoutSources>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@QueryHandler(GetPayoutSources)
export class GetPayoutSourcesHandler implements IQueryHandler<GetPayoutSources> {
  constructor(private readonly database: Database) {}

  async execute({ payoutId }: GetPayoutSources): Promise<Result<Found<PayoutSources>, QueryRefusal>> {
    const id = storable(payoutId);
    const found = await readAt(this.database, 'journal', async transaction => ({
      accountEvents: await accountEvents(transaction, id),
      notificationStreams: await notificationStreams(transaction, id),
      caseIds: await caseIds(transaction, id),
    }));
    return ok(found);
  }
}

async function accountEvents(transaction: Database, payoutId: string) {
  const rows = await transaction
    .selectFrom('journal_entry')
    .select(['stream_id', 'revision'])
    .where('payout_id', '=', payoutId)
    .orderBy('revision')
    .execute();
  return rows.map(row => ({ streamId: row.stream_id, revision: row.revision }));
}

async function notificationStreams(transaction: Database, payoutId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('payout_notification')
    .select('stream_id')
    .where('payout_id', '=', payoutId)
    .orderBy('stream_id')
    .execute();
  return rows.map(row => row.stream_id);
}

async function caseIds(transaction: Database, payoutId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('case_record')
    .select('id')
    .where('payout_id', '=', payoutId)
    .orderBy('id')
    .execute();
  return rows.map(row => row.id);
}
