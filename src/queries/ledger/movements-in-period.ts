import type { Selectable } from 'kysely';
import type { Database, PayoutTable } from '../../projections/schema';

/** A payout's payment, or a return of it, as it was booked. Amounts are minor units. */
export interface MovementRow {
  readonly kind: 'PAYOUT' | 'RETURN';
  readonly payoutId: string;
  readonly status: 'COMPLETED';
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly endToEndId: string | null;
  readonly amountMinor: bigint;
  readonly feeAmountMinor: bigint;
  /** Our clock, RFC 3339 UTC. */
  readonly bookedAt: string;
  /** The payee's CPF or CNPJ; null where the payee has none. */
  readonly document: string | null;
}

type Row = Selectable<PayoutTable>;

const PAGE = 1_000;

/**
 * What our books have of a provider's payouts and returns between two moments of our clock; `to` is exclusive.
 * @throws {Fault} the database is away
 */
export async function movementsInPeriod(
  database: Database,
  provider: Row['provider'],
  from: Date,
  to: Date,
): Promise<MovementRow[]> {
  const found: MovementRow[] = [];
  for (let after = ''; ;) {
    const rows = await page(database, provider, from, to, after);
    for (const row of rows)
      found.push(...movementsOf(row).filter(({ bookedAt }) => isWithin(bookedAt, from, to)));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.id;
  }
}

/** A return can come 90 days after its payment, so every payout that has any is looked at. */
const page = (database: Database, provider: Row['provider'], from: Date, to: Date, after: string) =>
  database
    .selectFrom('payout')
    .selectAll()
    .where('provider', '=', provider)
    .where('id', '>', after)
    .where(({ and, or, eb }) =>
      or([
        and([eb('completedAt', '>=', from), eb('completedAt', '<', to)]),
        and([eb('returnedAmountMinor', '>', 0n), eb('completedAt', '<', to)]),
      ]),
    )
    .orderBy('id')
    .limit(PAGE)
    .execute();

function movementsOf(row: Row): MovementRow[] {
  if (row.completedAt === null) return [];
  const { document } = row.payee;
  const payment: MovementRow = {
    kind: 'PAYOUT',
    payoutId: row.id,
    status: 'COMPLETED',
    providerId: row.providerId,
    externalReference: row.externalReference,
    endToEndId: row.endToEndId,
    amountMinor: row.originalAmountMinor,
    feeAmountMinor: row.feeAmountMinor ?? 0n,
    bookedAt: row.completedAt.toISOString(),
    document,
  };
  const returns = row.returns.map((each): MovementRow => ({
    kind: 'RETURN',
    payoutId: row.id,
    status: 'COMPLETED',
    providerId: null,
    externalReference: null,
    endToEndId: each.endToEndId,
    amountMinor: BigInt(each.amountMinor),
    feeAmountMinor: BigInt(each.feeAmountMinor),
    bookedAt: each.returnedAt,
    document,
  }));
  return [payment, ...returns];
}

const isWithin = (time: string, from: Date, to: Date): boolean =>
  Date.parse(time) >= from.getTime() && Date.parse(time) < to.getTime();
