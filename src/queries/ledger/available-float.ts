import { sql } from 'kysely';
import type { Database, PayoutTable } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { GetProviderFloatsHandler } from './get-provider-floats';
import { UNFINISHED } from './open-work-counts';

/** What the books leave at a provider once its fees and all payouts under way are paid, in minor units. */
export interface AvailableFloat {
  readonly provider: PayoutTable['provider'];
  readonly currency: Currency;
  readonly availableMinor: bigint;
}

/** Every provider pays in it. */
const CURRENCY: Currency = 'BRL';

/** Of each provider, also where nothing was ever booked there. @throws {Fault} */
export async function availableFloats(
  database: Database,
  providers: readonly PayoutTable['provider'][],
): Promise<AvailableFloat[]> {
  const floats = await new GetProviderFloatsHandler(database).execute();
  const holds = await database
    .selectFrom('payout')
    .select(['provider', sql<string>`sum(open_hold_minor)`.as('held')])
    .where('status', 'in', UNFINISHED)
    .where('currency', '=', CURRENCY)
    .groupBy('provider')
    .execute();
  return providers.map(provider => {
    const lines = floats.ok ? floats.value.body : [];
    const line = lines.find(each => each.provider === provider && each.currency === CURRENCY);
    const held = BigInt(holds.find(each => each.provider === provider)?.held ?? 0);
    return { provider, currency: CURRENCY, availableMinor: (line?.expectedMinor ?? 0n) - held };
  });
}
