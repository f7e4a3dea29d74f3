import type { Migration } from 'kysely';

/** What was said of a payout although it was taken: a list of codes, empty where nothing was said. */
export const payoutWarnings = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .alterTable('payout')
      .addColumn('warnings', 'jsonb', column => column.notNull().defaultTo('[]'))
      .execute();
  },
});
