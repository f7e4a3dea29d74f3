import { sql, type Migration } from 'kysely';

/** Deposits that wait or waited for people. No event of an earlier version is about one. */
export const depositRequests = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    await schema
      .createTable('deposit_request')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('account_id', 'text', column => column.notNull())
      .addColumn('client_id', 'text', column => column.notNull())
      .addColumn('provider', 'text', column => column.notNull())
      .addColumn('status', 'text', column =>
        column.notNull().check(sql`status in ('AWAITING_APPROVAL', 'BOOKED', 'REJECTED')`),
      )
      .addColumn('currency', 'text', column => column.notNull())
      .addColumn('amount_minor', 'bigint', column => column.notNull().check(sql`amount_minor > 0`))
      .addColumn('reference', 'text', column => column.notNull())
      .addColumn('approval', 'jsonb', column => column.notNull())
      .addColumn('requested_at', 'timestamptz', column => column.notNull())
      .addColumn('ended_at', 'timestamptz')
      .addColumn('failure_code', 'text')
      .addColumn('failure_message', 'text')
      .addColumn('commit_position', 'bigint', column => column.notNull())
      .addColumn('prepare_position', 'bigint', column => column.notNull())
      .execute();
    await schema
      .createIndex('deposit_request_waiting')
      .on('deposit_request')
      .columns(['commit_position', 'prepare_position'])
      .where(sql.ref('status'), '=', sql.lit('AWAITING_APPROVAL'))
      .execute();
  },
});
