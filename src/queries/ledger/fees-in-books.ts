import { sql } from 'kysely';
import type { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { readSnapshot } from '../reading/snapshot';

/** A provider's fees in one currency, without settlements. */
interface FeesRow {
  readonly currency: Currency;
  readonly chargedMinor: bigint;
  readonly reversedMinor: bigint;
}

/**
 * What stands on a provider's fees account: all its credits, and its debits without those of settlements. @throws {Fault}
 */
export async function feesInBooks(database: Database, provider: string): Promise<readonly FeesRow[]> {
  const ledgerAccount = `provider:${provider}:fees`;
  const { body } = await readSnapshot(database, 'journal', async transaction => {
    const totals = await transaction
      .selectFrom('ledgerBalance')
      .selectAll()
      .where('ledgerAccount', '=', ledgerAccount)
      .orderBy('currency')
      .execute();
    const settled = await settledIn(transaction, provider, ledgerAccount);
    return totals.map(({ currency, creditTotalMinor, debitTotalMinor }) => ({
      currency,
      chargedMinor: creditTotalMinor,
      reversedMinor: debitTotalMinor - (settled.get(currency) ?? 0n),
    }));
  });
  return body;
}

/** Settlements are the entries of the provider's own stream. */
async function settledIn(
  transaction: Database,
  provider: string,
  ledgerAccount: string,
): Promise<ReadonlyMap<Currency, bigint>> {
  const rows = await transaction
    .selectFrom('journalEntry')
    .innerJoin('posting', 'posting.entryId', 'journalEntry.id')
    .select(['posting.currency', sql<string>`sum(posting.debit_minor)`.as('debits')])
    .where('journalEntry.streamId', '=', `provider-${provider}`)
    .where('posting.ledgerAccount', '=', ledgerAccount)
    .groupBy('posting.currency')
    .execute();
  return new Map(rows.map(({ currency, debits }) => [currency, BigInt(debits)]));
}
