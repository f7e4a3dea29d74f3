import { sql } from 'kysely';
import { TABLES_OF } from '../rebuild/rebuild-schemas';
import type { Database, ProjectionName } from '../schema';
import { lockCheckpoint } from './checkpoint-moves';

/**
 * Leaves a read model as if no event had ever been applied: no event supports what it shows any more. Waits for its
 * readers.
 * @throws {Fault} when the database is away, or readers did not let go in time.
 */
export const clearReadModel = (connection: Database, name: ProjectionName): Promise<void> =>
  connection.transaction().execute(async transaction => {
    await lockCheckpoint(transaction, name);
    const tables = TABLES_OF[name].map(table => sql.table(table));
    await sql`truncate ${sql.join(tables)}`.execute(transaction);
    await transaction.deleteFrom('projectionStream').where('projection', '=', name).execute();
    await transaction.deleteFrom('projectionCheckpoint').where('name', '=', name).execute();
  });
