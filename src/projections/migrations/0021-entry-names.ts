import type { Migration } from 'kysely';

/** What accounting finds an entry by: the reference of a deposit, and the EndToEndId of the movement that it books. */
export const entryNames = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    await schema
      .alterTable('journal_entry')
      .addColumn('reference', 'text')
      .addColumn('end_to_end_id', 'text')
      .execute();
    await schema.alterTable('reported_time').addColumn('end_to_end_id', 'text').execute();
    await schema
      .alterTable('reported_time')
      .alterColumn('provider_time', column => column.dropNotNull())
      .execute();
  },
});
