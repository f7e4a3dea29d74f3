import type { Migration } from 'kysely';

/** When the provider says that a movement happened. Entries booked before this have it after a rebuild. */
export const providerTimes = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    await schema.alterTable('journal_entry').addColumn('provider_time', 'text').execute();
    await schema
      .createTable('reported_time')
      .addColumn('payout_id', 'text', column => column.notNull())
      .addColumn('movement', 'text', column => column.notNull())
      .addColumn('provider_time', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('reported_time_pkey', ['payout_id', 'movement'])
      .execute();
  },
});
