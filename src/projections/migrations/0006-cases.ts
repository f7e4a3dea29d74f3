import { sql, type CreateTableBuilder, type Migration } from 'kysely';

/** What stands in front of a person, and which notifications spoke of which payout, in the schema named. */
export const cases = (schemaName: string): Migration => ({
  async up(database) {
    await sql`create schema ${sql.id(schemaName)}`.execute(database);
    const schema = database.schema.withSchema(schemaName);
    await withRules(withColumns(schema.createTable('case_record'))).execute();
    const place = ['commit_position', 'prepare_position'];
    await schema
      .createIndex('case_record_status')
      .on('case_record')
      .columns(['status', ...place])
      .execute();
    await schema
      .createIndex('case_record_payout')
      .on('case_record')
      .columns(['payout_id', ...place])
      .execute();
    await schema
      .createTable('payout_notification')
      .addColumn('payout_id', 'text', column => column.notNull())
      .addColumn('stream_id', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('payout_notification_pkey', ['payout_id', 'stream_id'])
      .execute();
  },
});

type Table = CreateTableBuilder<string>;

const withColumns = (table: Table) =>
  table
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('payout_id', 'text')
    .addColumn('cause_event_id', 'text', column => column.notNull())
    .addColumn('cause_stream_id', 'text', column => column.notNull())
    .addColumn('detail', 'text', column => column.notNull())
    .addColumn('opened_at', 'timestamptz', column => column.notNull())
    .addColumn('decision', 'jsonb')
    .addColumn('reason', 'text')
    .addColumn('proposed_by', 'text')
    .addColumn('proposed_at', 'timestamptz')
    .addColumn('confirmed_by', 'text')
    .addColumn('confirmed_at', 'timestamptz')
    .addColumn('failure', 'text')
    .addColumn('resolution', 'text')
    .addColumn('resolved_at', 'timestamptz')
    .addColumn('revision', 'bigint', column => column.notNull().check(sql`revision >= 0`))
    .addColumn('commit_position', 'bigint', column => column.notNull())
    .addColumn('prepare_position', 'bigint', column => column.notNull());

const withRules = (table: ReturnType<typeof withColumns>) =>
  table
    .addUniqueConstraint('case_record_position_key', ['commit_position', 'prepare_position'])
    .addCheckConstraint(
      'case_record_status',
      sql`status in ('OPEN', 'PROPOSED', 'CONFIRMED', 'RESOLVED')
          and (status = 'RESOLVED') = (resolution is not null)
          and (resolution is null) = (resolved_at is null)`,
    )
    .addCheckConstraint(
      'case_record_decided',
      sql`status not in ('PROPOSED', 'CONFIRMED') or (decision is not null and proposed_by is not null)`,
    )
    .addCheckConstraint('case_record_confirmed', sql`status <> 'CONFIRMED' or confirmed_by is not null`);
