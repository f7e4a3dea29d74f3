import { PAID_FROM, type PaidFrom } from '../../../commands/ledger/fees/settlements-on-record';
import type { Currency } from '../../../shared/money';
import { ChoiceField, CurrencyField, PayoutAmountField, TextField } from '../../fields/request-fields';

export class FeeSettlementDto {
  @PayoutAmountField({ example: '117.00', description: 'At most what the provider is owed' })
  readonly amount!: string;

  @CurrencyField({ default: 'BRL' })
  readonly currency?: Currency | null;

  @ChoiceField(PAID_FROM, {
    description: 'FLOAT: the provider took it off our money; HOUSE: we paid it from our bank account',
  })
  readonly paidFrom!: PaidFrom;

  @TextField(1, 140, {
    example: 'invoice-2026-11',
    description: 'The name of the provider’s invoice or of the payment: settled once for a provider',
  })
  readonly reference!: string;

  @TextField(1, 500, {
    example: 'Line 212 of the statement of 2026-11-30',
    description: 'What it rests on. Kept for ever: no personal data',
  })
  readonly evidence!: string;
}
