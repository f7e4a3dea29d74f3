import { sql } from 'kysely';
import type { Position } from '../../event-store/event-store';
import { Fault } from '../../shared/fault';
import type { Database, ProjectionName } from '../schema';
import { lockCheckpoint } from '../writer/checkpoint-moves';
import { build, type Building } from './build';
import { compare, type TableDifference } from './compare';
import { TABLES_OF, type RebuildSchemas } from './rebuild-schemas';

export interface SwapOutcome {
  /** Both were exactly here when they were compared. */
  readonly position: Position;
  readonly differences: readonly TableDifference[];
  readonly swapped: boolean;
}

/**
 * How long the swap waits for readers of the live tables, in milliseconds. Later readers wait for the swap meanwhile.
 */
const READERS_MS = 5_000;

/**
 * One transaction: holds the live one still, brings the new one to the same position, compares, and exchanges their
 * names. Whatever ends it before its commit leaves everything as it was.
 * @throws {Fault} the database is away, or readers did not let go in time: try again
 */
export function swap(
  connection: Database,
  name: ProjectionName,
  places: RebuildSchemas,
  building: Building,
  acceptDifferences: boolean,
): Promise<SwapOutcome> {
  return connection.transaction().execute(async transaction => {
    const position = await lockCheckpoint(transaction, name);
    const from = await lockCheckpoint(transaction, places.nextName);
    if (!position) throw new Fault('database', `The read model ${name} has no checkpoint any more`);
    await build(building, from, position, apply => apply(transaction));
    const differences = await compare(transaction, name, places);
    const swapped = differences.length === 0 || acceptDifferences;
    if (swapped) await exchange(transaction, name, places);
    return { position, differences, swapped };
  });
}

async function exchange(transaction: Database, name: ProjectionName, places: RebuildSchemas): Promise<void> {
  const { live, next, old, nextName } = places;
  await sql`set local lock_timeout = ${sql.lit(READERS_MS)}`.execute(transaction);
  await sql`lock table ${sql.id(live, TABLES_OF[name][0])} in access exclusive mode`.execute(transaction);
  await sql`alter schema ${sql.id(live)} rename to ${sql.id(old)}`.execute(transaction);
  await sql`alter schema ${sql.id(next)} rename to ${sql.id(live)}`.execute(transaction);
  await transaction.deleteFrom('projectionStream').where('projection', '=', name).execute();
  await transaction
    .updateTable('projectionStream')
    .set({ projection: name })
    .where('projection', '=', nextName)
    .execute();
  await transaction.deleteFrom('projectionCheckpoint').where('name', '=', nextName).execute();
}
