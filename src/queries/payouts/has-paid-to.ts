import { sql } from 'kysely';
import { storable, storableJson } from '../../projections/engine/projection';
import type { Database } from '../../projections/schema';
import type { PayoutView } from './payout-view';

/** Whether the account has ever completed a payout to this destination, by the read models. @throws {Fault} */
export async function hasPaidTo(
  database: Database,
  accountId: string,
  destination: PayoutView['payee']['destination'],
): Promise<boolean> {
  const row = await database
    .selectFrom('payout')
    .select('id')
    .where('accountId', '=', storable(accountId))
    .where(sql<boolean>`payee -> 'destination' = ${storableJson(destination)}::jsonb`)
    .where('status', 'in', ['COMPLETED', 'PARTIALLY_RETURNED', 'RETURNED'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
