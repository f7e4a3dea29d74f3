import { sql, type Migration } from 'kysely';

/** Gives every entry the time it counts as booked at, by the rule of `domain/journal/booking-time.ts`. */
export const bookingTimes = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    const entries = sql.id(schemaName, 'journal_entry');
    await schema.alterTable('journal_entry').addColumn('booked_at', 'timestamptz').execute();
    await sql`
      update ${entries} as entry set booked_at = booked.at
      from (select id, max(recorded_at) over (order by commit_position, prepare_position) as at
              from ${entries}) as booked
      where booked.id = entry.id`.execute(database);
    await schema
      .alterTable('journal_entry')
      .alterColumn('booked_at', column => column.setNotNull())
      .execute();
    await schema.dropIndex('journal_entry_recorded').execute();
    await schema
      .createIndex('journal_entry_booked')
      .on('journal_entry')
      .columns(['booked_at', 'commit_position', 'prepare_position'])
      .execute();
  },
});
