import { sql, type Migration } from 'kysely';

/** Whether the provider of a payout was its sandbox. null: not known of a payout of before it was kept. */
export const payoutModes = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .alterTable('payout')
      .addColumn('mode', 'text', column => column.check(sql`mode in ('live', 'sandbox')`))
      .execute();
  },
});
