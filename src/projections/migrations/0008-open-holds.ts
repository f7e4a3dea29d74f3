import { sql, type Migration } from 'kysely';

/** Finds open holds by their age, however many payouts have ended. */
export const openHolds = (schemaName: string): Migration => ({
  async up(database) {
    await database.schema
      .withSchema(schemaName)
      .createIndex('payout_open_hold_age')
      .on('payout')
      .columns(['requested_at', 'id'])
      .where(sql.ref('open_hold_minor'), '>', sql.lit(0))
      .execute();
  },
});
