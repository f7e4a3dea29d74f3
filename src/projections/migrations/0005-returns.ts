import { sql, type Migration } from 'kysely';

/** What came back of a payout. */
export const returns = (schemaName: string): Migration => ({
  async up(database) {
    const schema = database.schema.withSchema(schemaName);
    await schema
      .alterTable('payout')
      .addColumn('returned_amount_minor', 'bigint', column => column.notNull().defaultTo(0))
      .addColumn('returns', 'jsonb', column => column.notNull().defaultTo(sql`'[]'::jsonb`))
      .execute();
    await schema
      .alterTable('payout')
      .addCheckConstraint(
        'payout_returned',
        sql`returned_amount_minor between 0 and original_amount_minor
            and (status = 'RETURNED') = (returned_amount_minor = original_amount_minor)
            and (status = 'PARTIALLY_RETURNED') =
                (returned_amount_minor > 0 and returned_amount_minor < original_amount_minor)`,
      )
      .execute();
  },
});
