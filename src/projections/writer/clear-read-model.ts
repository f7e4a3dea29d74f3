import { sql } from 'kysely';
import { lockCheckpoint } from '../engine/checkpoints';
import { TABLES_OF } from '../rebuild/rebuild-schemas';
import type { Database, ProjectionName } from '../schema';

/**
 * Leaves a read model as if no event had ever been applied: what it shows is supported by nothing any more. Waits for
 * whoever reads it. @throws {Fault} the database is away, or readers did not let go in time
 */
export const forget = (connection: Database, name: ProjectionName): Promise<void> =>
  connection.transaction().execute(async transaction => {
    await lockCheckpoint(transaction, name);
    const tables = TABLES_OF[name].map(table => sql.table(table));
    await sql`truncate ${sql.join(tables)}`.execute(transaction);
    await transaction.deleteFrom('projection_stream').where('projection', '=', name).execute();
    await transaction.deleteFrom('projection_checkpoint').where('name', '=', name).execute();
  });
