import { BEGINNING, comparePositions, type Position } from '../../projections/engine/position';
import type { Database, PayoutTable } from '../../projections/schema';
import { positionBefore } from '../reading/position-at';
import { readSnapshot } from '../reading/snapshot';
import { linesAt, type LedgerLine } from './ledger-lines';

const MOST = 100;

/** The books at a month's end, and what is unfinished about the month. */
interface BooksAtEnd {
  /** Whether something is booked at the end or after it. */
  readonly isBookedSince: boolean;
  /** The place of the last entry before the end; null where there is none. */
  readonly position: Position | null;
  readonly lines: readonly LedgerLine[];
  /** At most a hundred of each kind, the oldest first. */
  readonly unknownPayoutIds: readonly string[];
  readonly waitingPayoutIds: readonly string[];
  readonly waitingDepositIds: readonly string[];
  readonly breaks: readonly { readonly caseId: string; readonly statementStream: string }[];
}

/** What the read models say of a month that ends at this time. @throws {Fault} the database is away */
export async function booksAtEnd(database: Database, to: Date): Promise<BooksAtEnd> {
  const { body } = await readSnapshot(
    database,
    'journal',
    async transaction => {
      const at = await positionBefore(transaction, to);
      const isAnything = comparePositions(at, BEGINNING) > 0;
      return {
        isBookedSince: await isBookedSince(transaction, to),
        position: isAnything ? at : null,
        lines: isAnything ? await linesAt(transaction, '', at) : [],
        unknownPayoutIds: await payoutsBefore(transaction, to, 'OUTCOME_UNKNOWN'),
        waitingPayoutIds: await payoutsBefore(transaction, to, 'AWAITING_APPROVAL'),
        waitingDepositIds: await waitingDeposits(transaction, to),
        breaks: await openBreaks(transaction),
      };
    },
    ['accounts', 'payouts', 'cases'],
  );
  return body;
}

async function isBookedSince(transaction: Database, time: Date): Promise<boolean> {
  const entry = await transaction
    .selectFrom('journalEntry')
    .select('id')
    .where('bookedAt', '>=', time)
    .limit(1)
    .executeTakeFirst();
  return entry !== undefined;
}

async function payoutsBefore(
  transaction: Database,
  time: Date,
  status: PayoutTable['status'],
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('payout')
    .select('id')
    .where('status', '=', status)
    .where('requestedAt', '<', time)
    .orderBy('commitPosition')
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

async function waitingDeposits(transaction: Database, time: Date): Promise<string[]> {
  const rows = await transaction
    .selectFrom('depositRequest')
    .select('id')
    .where('status', '=', 'AWAITING_APPROVAL')
    .where('requestedAt', '<', time)
    .orderBy('commitPosition')
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

async function openBreaks(transaction: Database): Promise<BooksAtEnd['breaks']> {
  const rows = await transaction
    .selectFrom('caseRecord')
    .select(['id', 'causeStreamId'])
    .where('kind', '=', 'RECONCILIATION_BREAK')
    .where('status', '<>', 'RESOLVED')
    .orderBy('commitPosition')
    .execute();
  return rows.map(({ id, causeStreamId }) => ({ caseId: id, statementStream: causeStreamId }));
}
