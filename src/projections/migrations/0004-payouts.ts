import { sql, type CreateTableBuilder, type Migration } from 'kysely';

/** Payouts as the API shows them, in the schema named. */
export const payouts = (schemaName: string): Migration => ({
  async up(database) {
    await sql`create schema ${sql.id(schemaName)}`.execute(database);
    const schema = database.schema.withSchema(schemaName);
    await withRules(withColumns(schema.createTable('payout'))).execute();
    const place = ['commit_position', 'prepare_position'];
    const index = (name: string, columns: string[]) =>
      schema.createIndex(`payout_${name}`).on('payout').columns(columns).execute();
    // Hashed, for these texts come from outside and a tree has a longest key: none may stop the projection.
    const lookUp = (column: string) =>
      schema.createIndex(`payout_${column}`).on('payout').using('hash').column(column).execute();
    await index('account', ['account_id', ...place]);
    await index('status', ['status', ...place]);
    await index('provider', ['provider', ...place]);
    await lookUp('external_reference');
    await lookUp('end_to_end_id');
    await index('requested', ['requested_at']);
  },
});

type Table = CreateTableBuilder<string>;

const withColumns = (table: Table) =>
  table
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('client_id', 'text', column => column.notNull())
    .addColumn('provider', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('currency', 'text', column => column.notNull())
    .addColumn('original_amount_minor', 'bigint', column => column.notNull())
    .addColumn('held_amount_minor', 'bigint', column => column.notNull())
    .addColumn('open_hold_minor', 'bigint', column => column.notNull())
    .addColumn('fee_amount_minor', 'bigint')
    .addColumn('final_amount_minor', 'bigint')
    .addColumn('external_reference', 'text', column => column.notNull())
    .addColumn('description', 'text')
    .addColumn('payee', 'jsonb', column => column.notNull())
    .addColumn('end_to_end_id', 'text')
    .addColumn('provider_id', 'text')
    .addColumn('transaction_id', 'text')
    .addColumn('provider_time', 'text')
    .addColumn('failure_code', 'text')
    .addColumn('failure_message', 'text')
    .addColumn('contradicted', 'boolean', column => column.notNull().defaultTo(false))
    .addColumn('requested_at', 'timestamptz', column => column.notNull())
    .addColumn('submitted_at', 'timestamptz')
    .addColumn('completed_at', 'timestamptz')
    .addColumn('failed_at', 'timestamptz')
    .addColumn('commit_position', 'bigint', column => column.notNull())
    .addColumn('prepare_position', 'bigint', column => column.notNull());

/** What must hold of every payout, for every writer of the row. */
const withRules = (table: ReturnType<typeof withColumns>) =>
  table
    .addUniqueConstraint('payout_position_key', ['commit_position', 'prepare_position'])
    .addCheckConstraint(
      'payout_status',
      sql`status in ('PROCESSING', 'OUTCOME_UNKNOWN', 'COMPLETED', 'FAILED', 'REJECTED', 'PARTIALLY_RETURNED',
                     'RETURNED')`,
    )
    .addCheckConstraint(
      'payout_amounts',
      sql`original_amount_minor > 0 and held_amount_minor >= original_amount_minor`,
    )
    .addCheckConstraint('payout_open_hold', sql`open_hold_minor in (0, held_amount_minor)`)
    .addCheckConstraint('payout_fee', sql`fee_amount_minor >= 0`)
    .addCheckConstraint(
      'payout_final_amount',
      sql`(final_amount_minor is null) = (fee_amount_minor is null)
          and (final_amount_minor is null or final_amount_minor = original_amount_minor + fee_amount_minor)`,
    )
    .addCheckConstraint(
      'payout_completed',
      sql`(status in ('COMPLETED', 'PARTIALLY_RETURNED', 'RETURNED')) = (completed_at is not null)
          and (completed_at is null) = (final_amount_minor is null)`,
    )
    .addCheckConstraint(
      'payout_failed',
      sql`(status in ('FAILED', 'REJECTED')) = (failure_code is not null)`,
    );
