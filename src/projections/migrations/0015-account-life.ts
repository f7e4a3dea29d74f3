import type { Migration } from 'kysely';

/** Whose account it is, and since when it is closed. Accounts of before have no owner and are open. */
export const accountLife = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .alterTable('account')
      .addColumn('owner_name', 'text')
      .addColumn('owner_document', 'text')
      .addColumn('closed_at', 'timestamptz')
      .execute();
  },
});
