import { isAccountEvent } from '../../domain/journal/known-events';
import { accountStream } from '../../event-store/stream-names';
import type { PayoutOfStream, StreamReader } from '../fold-stream';
import type { Database } from '../schema';
import { withDuplicate } from './payout-warnings';
import type { StoredWarning } from './stored-json';

/** What the read model has of a payout's warnings. */
export interface KnownWarnings {
  readonly warnings: readonly StoredWarning[];
  /** The last event of the account's stream that the read model has applied; −1: none. */
  readonly accountRevision: bigint;
}

/** Inside one transaction, so that the two agree. @throws {Fault} the database is away */
export async function readKnownWarnings(
  transaction: Database,
  { id, accountId, warnings }: PayoutOfStream,
): Promise<KnownWarnings> {
  const row = await transaction
    .selectFrom('payout')
    .select('warnings')
    .where('id', '=', id)
    .executeTakeFirst();
  const stream = await transaction
    .selectFrom('projectionStream')
    .select('revision')
    .where('projection', '=', 'payouts')
    .where('streamId', '=', accountStream(accountId))
    .executeTakeFirst();
  return { warnings: row?.warnings ?? warnings, accountRevision: stream?.revision ?? -1n };
}

/**
 * The warnings, with what the account's stream tells after what the read model has: the account finds a duplicate when it
 * holds the funds. @throws {Fault}
 */
export async function readLaterWarnings(
  streams: StreamReader,
  { id, accountId }: PayoutOfStream,
  known: KnownWarnings,
): Promise<StoredWarning[]> {
  let warnings = JSON.stringify(known.warnings);
  const later = streams.readStream(accountStream(accountId), known.accountRevision + 1n);
  for await (const { body } of later) {
    const isHold = isAccountEvent(body) && body.type === 'FundsHeld' && body.data.payoutId === id;
    if (isHold) warnings = withDuplicate(warnings, body.data);
  }
  return JSON.parse(warnings) as StoredWarning[];
}
