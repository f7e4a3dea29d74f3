import type { Selectable } from 'kysely';
import { storable } from '../../projections/engine/projection';
import type { Position } from '../../projections/engine/position';
import type { AccountTable, Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { place, placeOf } from '../reading/snapshot';

/** In minor units of the account's currency. */
export interface BalanceView {
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  /** Available and held together. */
  readonly totalMinor: bigint;
}

export const balanceOf = (availableMinor: bigint, heldMinor: bigint): BalanceView => ({
  availableMinor,
  heldMinor,
  totalMinor: availableMinor + heldMinor,
});

export const availableOf = (accountId: string): string => `account:${accountId}:available`;
export const heldOf = (accountId: string): string => `account:${accountId}:held`;

export const findAccount = (
  transaction: Database,
  accountId: string,
): Promise<Selectable<AccountTable> | undefined> =>
  transaction.selectFrom('account').selectAll().where('id', '=', storable(accountId)).executeTakeFirst();

/** An account's balance as of a place in `$all`: one index look-up for each of its two ledger accounts. */
export async function balanceAt(
  transaction: Database,
  accountId: string,
  currency: Currency,
  at: Position,
): Promise<BalanceView> {
  const of = async (ledgerAccount: string) => {
    const last = await lastPosting(transaction, ledgerAccount, currency, at).executeTakeFirst();
    // What we owe stands as credit: debits less credits are the customer's balance turned round.
    return -(last?.balance_minor ?? 0n);
  };
  return balanceOf(await of(availableOf(accountId)), await of(heldOf(accountId)));
}

/** The ledger account's last posting up to a place: it carries the balance after it. */
export const lastPosting = (transaction: Database, ledgerAccount: string, currency: Currency, at: Position) =>
  transaction
    .selectFrom('posting')
    .select('balance_minor')
    .where('ledger_account', '=', ledgerAccount)
    .where('currency', '=', currency)
    .where(place('posting'), '<=', placeOf(at))
    .orderBy('commit_position', 'desc')
    .orderBy('prepare_position', 'desc')
    .orderBy('index', 'desc')
    .limit(1);
