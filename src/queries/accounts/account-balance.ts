import { type Selectable, sql } from 'kysely';
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

/** The accounts with their balances as of a place: two index look-ups for each account, in one statement. */
export async function balancesAt<Account extends Selectable<AccountTable>>(
  transaction: Database,
  accounts: readonly Account[],
  at: Position,
): Promise<Account[]> {
  const names = accounts.flatMap(({ id }) => [availableOf(id), heldOf(id)]);
  const currencies = accounts.flatMap(({ currency }) => [currency, currency]);
  const { rows } = await sql<{ ledgerAccount: string; balanceMinor: bigint }>`
    select asked.name as ledger_account, last.balance_minor
    from unnest(${names}::text[], ${currencies}::text[]) as asked (name, currency)
    cross join lateral (
      select balance_minor from posting
      where ledger_account = asked.name and currency = asked.currency
        and ${positionColumns('posting')} <= ${positionValue(at)}
      order by commit_position desc, prepare_position desc, index desc limit 1
    ) as last`.execute(transaction);
  const owed = new Map(rows.map(({ ledgerAccount, balanceMinor }) => [ledgerAccount, -balanceMinor]));
  return accounts.map(account => ({
    ...account,
    ...balanceOf(owed.get(availableOf(account.id)) ?? 0n, owed.get(heldOf(account.id)) ?? 0n),
  }));
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
