import { sql, type Migration } from 'kysely';

/** Accounts and their balances, in the schema named. */
export const accounts = (schemaName: string): Migration => ({
  async up(database) {
    await sql`create schema ${sql.id(schemaName)}`.execute(database);
    const total = sql`numeric(38,0)`;
    await database.schema
      .withSchema(schemaName)
      .createTable('account')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('currency', 'text', column => column.notNull())
      // Not checked to be ≥ 0: a provider that charges more than was held takes it all the same.
      .addColumn('available_minor', total, column => column.notNull())
      .addColumn('held_minor', total, column => column.notNull().check(sql`held_minor >= 0`))
      .addColumn('total_minor', total, column =>
        column.generatedAlwaysAs(sql`available_minor + held_minor`).stored(),
      )
      .addColumn('revision', 'bigint', column => column.notNull().check(sql`revision >= 0`))
      .addColumn('opened_at', 'timestamptz', column => column.notNull())
      .execute();
  },
});
