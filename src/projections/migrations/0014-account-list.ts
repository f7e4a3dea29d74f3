import { sql, type Migration } from 'kysely';

/** What finds accounts by the beginning of their id or name, byte by byte, and gives them in the order of their ids. */
export const accountList = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    await schema
      .createIndex('account_by_id')
      .on('account')
      .expression(sql`(id collate "C")`)
      .execute();
    await schema
      .createIndex('account_by_name')
      .on('account')
      .expression(sql`(lower(name) collate "C"), (id collate "C")`)
      .execute();
  },
});
