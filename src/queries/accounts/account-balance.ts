import type { Selectable } from 'kysely';
import { storable } from '../../projections/engine/projection';
import type { Position } from '../../projections/engine/position';
import type { AccountTable, Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { positionColumns, positionValue } from '../reading/position-at';

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
    return -(last?.balanceMinor ?? 0n);
  };
  return balanceOf(await of(availableOf(accountId)), await of(heldOf(accountId)));
}

/** The ledger account's last posting up to a place: it carries the balance after it. */
export const lastPosting = (transaction: Database, ledgerAccount: string, currency: Currency, at: Position) =>
  transaction
    .selectFrom('posting')
    .select('balanceMinor')
    .where('ledgerAccount', '=', ledgerAccount)
    .where('currency', '=', currency)
    .where(positionColumns('posting'), '<=', positionValue(at))
    .orderBy('commitPosition', 'desc')
    .orderBy('preparePosition', 'desc')
    .orderBy('index', 'desc')
    .limit(1);
