import { ApiSchema } from '@nestjs/swagger';
import type { OpenedAccount } from '../../commands/results';
import type { AccountView } from '../../queries/accounts/get-account';
import { ACCOUNT_STATUSES, type AccountStatus } from '../../queries/accounts/list-accounts';
import type { Currency } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';
import { AccountId, Choice, CurrencyCode, Nested, OR_NULL, Text, Time } from '../fields/response-fields';
import { PageOf } from '../fields/page.response';
import { timeOrNull } from '../fields/format';
import { AccountOwnerResponse } from './life/account-life.response';
import { BalanceAmountsResponse } from './balance.response';

abstract class AccountFields {
  @AccountId()
  readonly id!: string;
  @Text('Merchant One')
  readonly name!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Nested(() => AccountOwnerResponse, { nullable: true, description: 'null: none was named' })
  readonly owner!: AccountOwnerResponse | null;
}

@ApiSchema({ name: 'OpenedAccount' })
export class OpenedAccountResponse extends AccountFields {
  static from({ accountId, name, currency, owner }: OpenedAccount): OpenedAccountResponse {
    return { id: accountId, name, currency, owner: owner && AccountOwnerResponse.from(owner, true) };
  }
}

@ApiSchema({ name: 'Account' })
export class AccountResponse extends AccountFields {
  @Time()
  readonly openedAt!: string;
  @Choice([...ACCOUNT_STATUSES])
  readonly status!: AccountStatus;
  @Time(OR_NULL)
  readonly closedAt!: string | null;
  @Nested(() => BalanceAmountsResponse)
  readonly balance!: BalanceAmountsResponse;

  static from(account: AccountView, withPersonal: boolean): AccountResponse {
    return {
      id: account.id,
      name: account.name,
      currency: account.currency,
      owner: ownerOf(account, withPersonal),
      openedAt: account.openedAt.toISOString(),
      status: account.closedAt ? 'CLOSED' : 'OPEN',
      closedAt: timeOrNull(account.closedAt),
      balance: BalanceAmountsResponse.from(account, account.currency),
    };
  }
}

@ApiSchema({ name: 'AccountPage' })
export class AccountPageResponse extends PageOf(AccountResponse) {}

const { text, amount, time } = columnsOf<AccountResponse>();

/** Accounts as a file. The owner is not in it: files go further than answers. */
export const ACCOUNT_COLUMNS: readonly Column<AccountResponse>[] = [
  text('id'),
  text('name'),
  text('status'),
  text('currency'),
  amount('available', ({ balance }) => balance.available),
  amount('held', ({ balance }) => balance.held),
  amount('total', ({ balance }) => balance.total),
  time('openedAt'),
  time('closedAt'),
];

const ownerOf = (
  { ownerName, ownerDocument }: AccountView,
  withPersonal: boolean,
): AccountOwnerResponse | null =>
  ownerName === null || ownerDocument === null
    ? null
    : AccountOwnerResponse.from({ name: ownerName, document: ownerDocument }, withPersonal);
