import { sql, type Migration } from 'kysely';

/** What finds the closed accounts among many open ones, in the order of their ids. */
export const closedAccounts = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .createIndex('account_closed')
      .on('account')
      .expression(sql`(id collate "C")`)
      .where(sql.ref('closed_at'), 'is not', null)
      .execute();
  },
});
