import { sql } from 'kysely';
import { positionOf } from '../../projections/engine/checkpoints';
import type { Position } from '../../projections/engine/position';
import type { Database, ProjectionName } from '../../projections/schema';
import type { QueryResult } from './results';

/** By the lock on it a reader keeps a read model from being swapped, until it has read all it wants. */
const LOCKED_TABLES: Readonly<Record<ProjectionName, string>> = {
  journal: 'journalEntry',
  accounts: 'account',
  payouts: 'payout',
  cases: 'caseRecord',
};

/**
 * Reads a read model and its position in one repeatable-read transaction, so that the two agree. `further` are read
 * models whose rows are looked up beside it. @throws {Fault} when the database is away.
 */
export async function readSnapshot<Body>(
  database: Database,
  projection: ProjectionName,
  read: (transaction: Database, position: Position) => Promise<Body>,
  further: readonly ProjectionName[] = [],
): Promise<QueryResult<Body>> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async transaction => {
      const position = await lockReadModels(transaction, [projection, ...further]);
      return { body: await read(transaction, position), position };
    });
}

/** Before the first query, for that one fixes what is seen: a snapshot older than a swap would not fit its tables. */
async function lockReadModels(
  transaction: Database,
  projections: readonly ProjectionName[],
): Promise<Position> {
  const tables = projections.map(name => sql.table(LOCKED_TABLES[name]));
  await sql`lock table ${sql.join(tables)} in access share mode`.execute(transaction);
  return positionOf(transaction, projections[0]!);
}

/** A read model as it is at one position, for as long as it is not ended. It has to be ended. */
export interface Snapshot {
  readonly transaction: Database;
  readonly position: Position;
  end(): Promise<void>;
}

/** @throws {Fault} the database is away */
export async function openSnapshot(
  database: Database,
  projection: ProjectionName,
  further: readonly ProjectionName[] = [],
): Promise<Snapshot> {
  const transaction = await database
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  const end = async () => {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute();
  };
  try {
    return { transaction, position: await lockReadModels(transaction, [projection, ...further]), end };
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
}
