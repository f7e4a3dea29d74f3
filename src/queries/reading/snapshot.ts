import { sql } from 'kysely';
import { positionOf } from '../../projections/engine/checkpoints';
import type { Position } from '../../projections/engine/position';
import type { Database, ProjectionName } from '../../projections/schema';

/** Every refusal a query can meet, in the API's words. */
export type QueryRefusalCode =
  | 'ACCOUNT_NOT_FOUND'
  | 'PAYOUT_NOT_FOUND'
  | 'CASE_NOT_FOUND'
  | 'CURSOR_INVALID'
  /** The read models have not reached the position asked for; asking again later helps. */
  | 'PROJECTION_BEHIND'
  /** No log of ours has come to this position. */
  | 'POSITION_UNKNOWN';

export interface QueryRefusal {
  readonly code: QueryRefusalCode;
  readonly message: string;
}

export const queryRefusal = (code: QueryRefusalCode, message: string): QueryRefusal => ({ code, message });

/** What a query found, and the position in `$all` at which exactly this is true. */
export interface Found<Body> {
  readonly body: Body;
  readonly position: Position;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page goes on; null at the end. */
  readonly nextCursor: string | null;
}

/** Longest page a caller can have. */
export const MAX_LIMIT = 200;
export const DEFAULT_LIMIT = 50;

export const pageSize = (limit: number | undefined): number =>
  Math.min(Math.max(Math.trunc(limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);

/** By the lock on it a reader keeps a read model from being swapped, until it has read all it wants. */
const MAIN_TABLES: Readonly<Record<ProjectionName, string>> = {
  journal: 'journal_entry',
  accounts: 'account',
  payouts: 'payout',
  cases: 'case_record',
};

/**
 * Reads a read model and its position in one repeatable-read transaction, so that the two agree; `further` are read
 * models whose rows are looked up beside it.
 * @throws {Fault} the database is away
 */
export async function readAt<Body>(
  database: Database,
  projection: ProjectionName,
  read: (transaction: Database, position: Position) => Promise<Body>,
  further: readonly ProjectionName[] = [],
): Promise<Found<Body>> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async transaction => {
      const position = await fixSight(transaction, [projection, ...further]);
      return { body: await read(transaction, position), position };
    });
}

/** Before the first query, for that one fixes what is seen: a snapshot older than a swap would not fit its tables. */
async function fixSight(transaction: Database, projections: readonly ProjectionName[]): Promise<Position> {
  const tables = projections.map(name => sql.table(MAIN_TABLES[name]));
  await sql`lock table ${sql.join(tables)} in access share mode`.execute(transaction);
  return positionOf(transaction, projections[0]!);
}

/** A read model as it is at one position, for as long as it is not ended. It has to be ended. */
export interface Reading {
  readonly transaction: Database;
  readonly position: Position;
  end(): Promise<void>;
}

/** @throws {Fault} the database is away */
export async function openReading(database: Database, projection: ProjectionName): Promise<Reading> {
  const transaction = await database
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  const end = async () => {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute();
  };
  try {
    return { transaction, position: await fixSight(transaction, [projection]), end };
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
}

/** `(commit, prepare)` of a table as one value that compares in `$all` order. */
export const place = (table: 'payout' | 'journal_entry' | 'posting' | 'case_record') =>
  sql`(${sql.ref(`${table}.commit_position`)}, ${sql.ref(`${table}.prepare_position`)})`;

export const placeOf = ({ commit, prepare }: Position) => sql`(${commit}::bigint, ${prepare}::bigint)`;
