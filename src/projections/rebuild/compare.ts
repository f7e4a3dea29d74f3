import { sql, type RawBuilder } from 'kysely';
import type { Database, ProjectionName } from '../schema';
import { TABLES_OF, type RebuildSchemas } from './rebuild-schemas';

/** Rows that only one of the two has; a row that differs in any column counts on both sides. */
export interface TableDifference {
  readonly table: string;
  readonly onlyLive: bigint;
  readonly onlyRebuilt: bigint;
  /** One row of each side that the other has not, as JSON. */
  readonly exampleLive: string | null;
  readonly exampleRebuilt: string | null;
}

/**
 * Two read models agree when, at one position, every table has the same rows in every column. Each must also have
 * applied the same streams to the same revisions: docs/read-models.md. The result is empty when they agree.
 */
export async function compare(
  transaction: Database,
  name: ProjectionName,
  places: RebuildSchemas,
): Promise<TableDifference[]> {
  const rows = (schema: string, table: string) => sql`select * from ${sql.id(schema, table)}`;
  const streams = (owner: string) =>
    sql`select stream_id, revision from projection_stream where projection = ${owner}`;
  const found = [
    await compareRows(transaction, 'projection_stream', streams(name), streams(places.nextName)),
  ];
  for (const table of TABLES_OF[name])
    found.push(await compareRows(transaction, table, rows(places.live, table), rows(places.next, table)));
  return found.filter(({ onlyLive, onlyRebuilt }) => onlyLive > 0n || onlyRebuilt > 0n);
}

async function compareRows(
  transaction: Database,
  table: string,
  liveRows: RawBuilder<unknown>,
  rebuiltRows: RawBuilder<unknown>,
): Promise<TableDifference> {
  const live = await surplus(transaction, liveRows, rebuiltRows);
  const rebuilt = await surplus(transaction, rebuiltRows, liveRows);
  return {
    table,
    onlyLive: live.count,
    onlyRebuilt: rebuilt.count,
    exampleLive: live.example,
    exampleRebuilt: rebuilt.example,
  };
}

async function surplus(
  transaction: Database,
  rowsOfOne: RawBuilder<unknown>,
  rowsOfOther: RawBuilder<unknown>,
): Promise<{ count: bigint; example: string | null }> {
  const { rows } = await sql<{ count: bigint; example: string | null }>`
    select count(*) as count, min(to_jsonb(surplus)::text) as example from (
      ${rowsOfOne} except all ${rowsOfOther}
    ) surplus`.execute(transaction);
  return rows[0] ?? { count: 0n, example: null };
}
