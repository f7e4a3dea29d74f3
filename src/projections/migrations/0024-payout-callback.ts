import type { Migration } from 'kysely';

/** The address that a payout's request named for messages about it. null: it named none. */
export const payoutCallback = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .alterTable('payout')
      .addColumn('callback_url', 'text')
      .execute();
  },
});
