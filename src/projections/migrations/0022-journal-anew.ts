import { sql, type Migration } from 'kysely';

/**
 * The names of earlier entries stand in the events alone. So the journal begins again from nothing, as if no event had ever
 * been applied. It is for the live schema only: a journal that is built beside it is empty.
 */
export const journalAnew = (schemaName: string, sharedSchema: string): Migration => ({
  async up(database) {
    await sql`delete from ${sql.id(sharedSchema, 'projection_checkpoint')} where name = 'journal'`.execute(
      database,
    );
    await sql`delete from ${sql.id(sharedSchema, 'projection_stream')} where projection = 'journal'`.execute(
      database,
    );
    const tables = ['posting', 'journal_entry', 'ledger_balance', 'reported_time'];
    await sql`truncate ${sql.join(tables.map(table => sql.id(schemaName, table)))}`.execute(database);
  },
});
