import type { Database } from '../../projections/schema';

/** What people know a payout by. It is of the request, so it never changes. */
export interface PayoutNames {
  readonly externalReference: string;
  readonly description: string | null;
}

/** By payout id. */
export async function namesOfPayouts(
  transaction: Database,
  rows: readonly { readonly payoutId: string | null }[],
): Promise<ReadonlyMap<string, PayoutNames>> {
  const ids = [...new Set(rows.flatMap(({ payoutId }) => (payoutId === null ? [] : [payoutId])))];
  if (ids.length === 0) return new Map();
  const found = await transaction
    .selectFrom('payout')
    .select(['id', 'externalReference', 'description'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map(row => [row.id, row]));
}

/** The names of an entry: a deposit has a reference of its own, and every other entry those of its payout. */
export function entryNames(
  { payoutId, reference }: { readonly payoutId: string | null; readonly reference: string | null },
  names: ReadonlyMap<string, PayoutNames>,
): { readonly reference: string | null; readonly description: string | null } {
  const payout = payoutId === null ? undefined : names.get(payoutId);
  return {
    reference: reference ?? payout?.externalReference ?? null,
    description: payout?.description ?? null,
  };
}
