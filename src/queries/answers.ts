import { sql } from 'kysely';
import { positionOf } from '../projections/checkpoints';
import type { Position } from '../projections/position';
import type { Database, ProjectionName } from '../projections/schema';

/** Every refusal a query can meet, in the API's words. */
export type QueryRefusalCode =
  | 'ACCOUNT_NOT_FOUND'
  | 'PAYOUT_NOT_FOUND'
  | 'CASE_NOT_FOUND'
  | 'CURSOR_INVALID'
  /** The read models have not reached the position asked for; asking again later helps. */
  | 'PROJECTION_BEHIND';

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

/**
 * Reads a read model and its position in one repeatable-read transaction, so that the two agree.
 * @throws {Fault} the database is away
 */
export async function readAt<Body>(
  database: Database,
  projection: ProjectionName,
  read: (transaction: Database, position: Position) => Promise<Body>,
): Promise<Found<Body>> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async transaction => {
      const position = await positionOf(transaction, projection);
      return { body: await read(transaction, position), position };
    });
}

/** `(commit, prepare)` of a table as one value that compares in `$all` order. */
export const place = (table: 'payout' | 'journal_entry' | 'posting' | 'case_record') =>
  sql`(${sql.ref(`${table}.commit_position`)}, ${sql.ref(`${table}.prepare_position`)})`;

export const placeOf = ({ commit, prepare }: Position) => sql`(${commit}::bigint, ${prepare}::bigint)`;
