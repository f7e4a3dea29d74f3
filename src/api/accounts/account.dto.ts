import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import { ACCOUNT_ID_TEXT } from '../fields/field-rules';
import {
  AccountIdField,
  CurrencyField,
  DepositAmountField,
  ProviderField,
  ReasonField,
  TextField,
} from '../fields/request-fields';

export class OpenAccountDto {
  @AccountIdField({ optional: true, description: `${ACCOUNT_ID_TEXT}; drawn where absent` })
  readonly id?: string | null;

  @TextField(1, 140, { example: 'Merchant One' })
  readonly name!: string;

  @CurrencyField({ default: 'BRL', example: 'BRL' })
  readonly currency?: Currency | null;
}

export class ReversalDto {
  @DepositAmountField({ description: 'The amount of the deposit, whole' })
  readonly amount!: string;

  @ReasonField({ example: 'It arrived for merchant-2, ticket 4711' })
  readonly reason!: string;

  @DepositAmountField({
    optional: true,
    example: '50.00',
    description: 'How far below zero it may take what is available; not at all where absent',
  })
  readonly overdraft?: string | null;
}

export class DepositDto {
  @DepositAmountField({ description: "Positive, with exactly the account currency's digits" })
  readonly amount!: string;

  @TextField(1, 140, {
    example: 'transfer-2026-03-01',
    description: "The provider's own name for the arrival: booked once for a provider and an account",
  })
  readonly reference!: string;

  @ProviderField({ description: 'Where the money lies' })
  readonly provider!: ProviderName;
}
