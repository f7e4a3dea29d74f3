import { sql } from 'kysely';
import type { Database, ProjectionName } from '../schema';
import { TABLES_OF, type Places } from './places';

/** Rows that only one of the two has; a row that differs in any column counts on both sides. */
export interface TableDifference {
  readonly table: string;
  readonly onlyLive: bigint;
  readonly onlyRebuilt: bigint;
  /** One row of each side that the other has not, as JSON. */
  readonly exampleLive: string | null;
  readonly exampleRebuilt: string | null;
}

/** Every row of every table, column by column: to the centavo. Nothing where they are the same. */
export async function compare(
  transaction: Database,
  name: ProjectionName,
  places: Places,
): Promise<TableDifference[]> {
  const differences: TableDifference[] = [];
  for (const table of TABLES_OF[name]) {
    const live = await surplus(transaction, table, places.live, places.next);
    const rebuilt = await surplus(transaction, table, places.next, places.live);
    if (live.count === 0n && rebuilt.count === 0n) continue;
    differences.push({
      table,
      onlyLive: live.count,
      onlyRebuilt: rebuilt.count,
      exampleLive: live.example,
      exampleRebuilt: rebuilt.example,
    });
  }
  return differences;
}

async function surplus(
  transaction: Database,
  table: string,
  schema: string,
  other: string,
): Promise<{ count: bigint; example: string | null }> {
  const { rows } = await sql<{ count: bigint; example: string | null }>`
    select count(*) as count, min(to_jsonb(surplus)::text) as example from (
      select * from ${sql.id(schema, table)} except all select * from ${sql.id(other, table)}
    ) surplus`.execute(transaction);
  return rows[0] ?? { count: 0n, example: null };
}
