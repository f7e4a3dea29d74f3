import { sql, type Migration } from 'kysely';

/**
 * What a new column says of earlier payouts stands in the events alone. So the read model of payouts begins again from
 * nothing, as if no event had ever been applied. It is for the live schema only: a model that is built beside it is empty.
 */
export const payoutsAnew = (schemaName: string, sharedSchema: string): Migration => ({
  async up(database) {
    await sql`delete from ${sql.id(sharedSchema, 'projection_checkpoint')} where name = 'payouts'`.execute(
      database,
    );
    await sql`delete from ${sql.id(sharedSchema, 'projection_stream')} where projection = 'payouts'`.execute(
      database,
    );
    await sql`truncate ${sql.id(schemaName, 'payout')}`.execute(database);
  },
});
