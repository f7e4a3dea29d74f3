import { sql, type Migration } from 'kysely';

/** What a payout waits for before it is sent, and who has approved it. null: no rule applied to it. */
export const approvals = (schemaName: string): Migration => ({
  async up(database) {
    const table = () => database.schema.withSchema(schemaName).alterTable('payout');
    await table().addColumn('approval', 'jsonb').execute();
    await table().dropConstraint('payout_status').execute();
    await table()
      .addCheckConstraint(
        'payout_status',
        sql`status in ('AWAITING_APPROVAL', 'PROCESSING', 'OUTCOME_UNKNOWN', 'COMPLETED', 'FAILED', 'REJECTED',
                       'PARTIALLY_RETURNED', 'RETURNED')
            and (status <> 'AWAITING_APPROVAL' or approval is not null)`,
      )
      .execute();
    await database.schema
      .withSchema(schemaName)
      .createIndex('payout_destination')
      .on('payout')
      .using('hash')
      .expression(sql`(payee -> 'destination')`)
      .execute();
  },
});
