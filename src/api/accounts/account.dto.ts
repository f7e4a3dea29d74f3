import type { Currency } from '../../shared/money';
import { ACCOUNT_ID_TEXT } from '../fields/field-rules';
import { AccountOwnerDto } from './life/account-owner.dto';
import {
  AccountIdField,
  CurrencyField,
  DepositAmountField,
  ObjectField,
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

  @ObjectField(() => AccountOwnerDto, { type: () => AccountOwnerDto, nullable: true }, { optional: true })
  readonly owner?: AccountOwnerDto | null;
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
