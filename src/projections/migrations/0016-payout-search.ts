import { sql, type Migration } from 'kysely';

/** What finds payouts by their payee's document, the provider's ids and the amount. */
export const payoutSearch = (schemaName: string): Migration => ({
  async up(database) {
    const index = (name: string) =>
      database.schema.withSchema(schemaName).createIndex(`payout_${name}`).on('payout');
    // Hashed, as the other texts from outside are: a tree has a longest key, and none may stop the projection.
    await index('payee_document')
      .using('hash')
      .expression(sql`(payee ->> 'document')`)
      .execute();
    await index('provider_id').using('hash').column('provider_id').execute();
    await index('transaction_id').using('hash').column('transaction_id').execute();
    await index('original_amount')
      .columns(['original_amount_minor', 'commit_position', 'prepare_position'])
      .execute();
  },
});
