import type { Migration } from 'kysely';

/** The settlement of a provider's fees is about no customer. No entry of an earlier version is one. */
export const entriesOfNoAccount = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .alterTable('journal_entry')
      .alterColumn('account_id', column => column.dropNotNull())
      .execute();
  },
});
