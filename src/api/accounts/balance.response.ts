import { ApiSchema } from '@nestjs/swagger';
import type { BalanceView } from '../../queries/accounts/account-balance';
import type { BalanceAsOf } from '../../queries/accounts/get-balance';
import { type Currency, formatAmount } from '../../shared/money';
import { AccountId, Amount, CurrencyCode, Text, Time } from '../fields/response-fields';

abstract class BalanceFields {
  @Amount('950.00')
  readonly available!: string;
  @Amount('50.00')
  readonly held!: string;
  @Amount('1000.00')
  readonly total!: string;
}

@ApiSchema({ name: 'BalanceAmounts' })
export class BalanceAmountsResponse extends BalanceFields {
  static from(view: BalanceView, currency: Currency): BalanceAmountsResponse {
    return {
      available: formatAmount(view.availableMinor, currency),
      held: formatAmount(view.heldMinor, currency),
      total: formatAmount(view.totalMinor, currency),
    };
  }
}

@ApiSchema({ name: 'DatedBalance' })
export class DatedBalanceResponse extends BalanceFields {
  @Time({
    nullable: true,
    description: 'Everything before it counts; null: the beginning of the books',
  })
  readonly at!: string | null;
}

@ApiSchema({ name: 'Balance' })
export class BalanceResponse extends BalanceFields {
  @AccountId()
  readonly accountId!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Text('2026-03-01T00:00:00Z', { nullable: true, description: 'As it was asked; null: now' })
  readonly asOf!: string | null;

  /** @param asOf the text of the request, undefined for the present */
  static from(view: BalanceAsOf, asOf: string | undefined): BalanceResponse {
    return {
      accountId: view.accountId,
      currency: view.currency,
      asOf: asOf ?? null,
      ...BalanceAmountsResponse.from(view, view.currency),
    };
  }
}
