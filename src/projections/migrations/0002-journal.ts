import { sql, type Kysely, type Migration } from 'kysely';

/** The journal's tables, in the schema named: the live one, or one that is built beside it. */
export const journal = (schemaName: string): Migration => ({
  async up(database) {
    await sql`create schema ${sql.id(schemaName)}`.execute(database);
    await createEntries(database, schemaName);
    await createPostings(database, schemaName);
    await createBalances(database, schemaName);
    await demandBalance(database, schemaName);
  },
});

async function createEntries(database: Kysely<unknown>, schemaName: string): Promise<void> {
  const schema = database.schema.withSchema(schemaName);
  await schema
    .createTable('journal_entry')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('payout_id', 'text')
    .addColumn('provider', 'text')
    .addColumn('event_type', 'text', column => column.notNull())
    .addColumn('stream_id', 'text', column => column.notNull())
    .addColumn('revision', 'bigint', column => column.notNull().check(sql`revision >= 0`))
    .addColumn('commit_position', 'bigint', column => column.notNull())
    .addColumn('prepare_position', 'bigint', column => column.notNull())
    .addColumn('occurred_at', 'timestamptz', column => column.notNull())
    .addColumn('recorded_at', 'timestamptz', column => column.notNull())
    .addUniqueConstraint('journal_entry_revision_key', ['stream_id', 'revision'])
    .addUniqueConstraint('journal_entry_position_key', ['commit_position', 'prepare_position'])
    .execute();
  const place = ['commit_position', 'prepare_position'];
  const index = (name: string, columns: string[]) =>
    schema.createIndex(`journal_entry_${name}`).on('journal_entry').columns(columns).execute();
  await index('account', ['account_id', ...place]);
  await index('payout', ['payout_id', ...place]);
  await index('recorded', ['recorded_at', ...place]);
}

async function createPostings(database: Kysely<unknown>, schemaName: string): Promise<void> {
  const schema = database.schema.withSchema(schemaName);
  const total = sql`numeric(38,0)`;
  await schema
    .createTable('posting')
    .addColumn('entry_id', 'uuid', column => column.notNull().references(`${schemaName}.journal_entry.id`))
    .addColumn('index', 'integer', column => column.notNull().check(sql`index >= 0`))
    .addColumn('ledger_account', 'text', column => column.notNull())
    .addColumn('currency', 'text', column => column.notNull())
    .addColumn('debit_minor', 'bigint', column => column.notNull().check(sql`debit_minor >= 0`))
    .addColumn('credit_minor', 'bigint', column => column.notNull().check(sql`credit_minor >= 0`))
    .addColumn('commit_position', 'bigint', column => column.notNull())
    .addColumn('prepare_position', 'bigint', column => column.notNull())
    .addColumn('debit_total_minor', total, column =>
      column.notNull().check(sql`debit_total_minor >= debit_minor`),
    )
    .addColumn('credit_total_minor', total, column =>
      column.notNull().check(sql`credit_total_minor >= credit_minor`),
    )
    .addColumn('balance_minor', total, column =>
      column.generatedAlwaysAs(sql`debit_total_minor - credit_total_minor`).stored(),
    )
    .addPrimaryKeyConstraint('posting_pkey', ['entry_id', 'index'])
    .addCheckConstraint('posting_one_side', sql`(debit_minor > 0) <> (credit_minor > 0)`)
    .execute();
  // One look-up gives a ledger account's totals and balance as of any position.
  await schema
    .createIndex('posting_running')
    .unique()
    .on('posting')
    .columns(['ledger_account', 'currency', 'commit_position', 'prepare_position', 'index'])
    .execute();
}

async function createBalances(database: Kysely<unknown>, schemaName: string): Promise<void> {
  const total = sql`numeric(38,0)`;
  await database.schema
    .withSchema(schemaName)
    .createTable('ledger_balance')
    .addColumn('ledger_account', 'text', column => column.notNull())
    .addColumn('currency', 'text', column => column.notNull())
    .addColumn('debit_total_minor', total, column => column.notNull().check(sql`debit_total_minor >= 0`))
    .addColumn('credit_total_minor', total, column => column.notNull().check(sql`credit_total_minor >= 0`))
    .addPrimaryKeyConstraint('ledger_balance_pkey', ['ledger_account', 'currency'])
    .execute();
}

/**
 * At commit, every entry touched must have postings, and they must balance in each currency. The function looks in the
 * schema of the table that fired it, so it survives the schema's renaming.
 */
async function demandBalance(database: Kysely<unknown>, schemaName: string): Promise<void> {
  const schema = sql.id(schemaName);
  await sql`
    create function ${schema}.demand_balance() returns trigger language plpgsql as $$
    declare
      entries uuid[];
      entry uuid;
      balanced boolean;
    begin
      if tg_table_name = 'journal_entry' then
        entries := array[new.id];
      elsif tg_op = 'INSERT' then
        entries := array[new.entry_id];
      elsif tg_op = 'DELETE' then
        entries := array[old.entry_id];
      else
        entries := array[new.entry_id, old.entry_id];
      end if;
      foreach entry in array entries loop
        execute format(
          'select coalesce(bool_and(debits = credits), not exists (select from %1$I.journal_entry where id = $1))
             from (select sum(debit_minor) as debits, sum(credit_minor) as credits
                     from %1$I.posting where entry_id = $1 group by currency) as sums',
          tg_table_schema) into balanced using entry;
        if not balanced then
          raise exception 'journal entry % does not balance', entry using errcode = 'check_violation';
        end if;
      end loop;
      return null;
    end $$`.execute(database);
  await sql`
    create constraint trigger posting_balances after insert or update or delete on ${schema}.posting
    deferrable initially deferred for each row execute function ${schema}.demand_balance()`.execute(database);
  await sql`
    create constraint trigger journal_entry_has_postings after insert on ${schema}.journal_entry
    deferrable initially deferred for each row execute function ${schema}.demand_balance()`.execute(database);
}
