import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { CURRENCIES, type Currency } from '../../shared/money';
import { PROVIDER_NAMES, type ProviderName } from '../../domain/payout/payee';
import {
  ACCOUNT_ID,
  ACCOUNT_ID_TEXT,
  IsCurrencyCode,
  IsDepositAmount,
  IsProviderName,
  Pattern,
  PlainText,
} from '../fields/field-rules';

export class OpenAccountDto {
  @ApiPropertyOptional({
    type: String,
    example: 'merchant-1',
    description: `${ACCOUNT_ID_TEXT}; drawn where absent`,
  })
  @IsOptional()
  @Pattern(ACCOUNT_ID, ACCOUNT_ID_TEXT)
  readonly id?: string | null;

  @ApiProperty({ type: String, example: 'Merchant One', minLength: 1, maxLength: 140 })
  @PlainText(1, 140)
  readonly name!: string;

  @ApiPropertyOptional({ enum: CURRENCIES, default: 'BRL', example: 'BRL' })
  @IsOptional()
  @IsCurrencyCode()
  readonly currency?: Currency | null;
}

export class ReversalDto {
  @ApiProperty({ type: String, example: '1000.00', description: 'The amount of the deposit, whole' })
  @IsDepositAmount()
  readonly amount!: string;

  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 500,
    example: 'It arrived for merchant-2, ticket 4711',
    description: 'Kept for ever: no personal data',
  })
  @PlainText(1, 500)
  readonly reason!: string;

  @ApiPropertyOptional({
    type: String,
    example: '50.00',
    description: 'How far below zero it may take what is available; not at all where absent',
  })
  @IsOptional()
  @IsDepositAmount()
  readonly overdraft?: string | null;
}

export class DepositDto {
  @ApiProperty({
    type: String,
    example: '1000.00',
    description: "Positive, with exactly the account currency's digits",
  })
  @IsDepositAmount()
  readonly amount!: string;

  @ApiProperty({
    type: String,
    example: 'transfer-2026-03-01',
    description: "The provider's own name for the arrival: booked once for a provider and an account",
    minLength: 1,
    maxLength: 140,
  })
  @PlainText(1, 140)
  readonly reference!: string;

  @ApiProperty({ enum: PROVIDER_NAMES, example: 'connectpsp', description: 'Where the money lies' })
  @IsProviderName()
  readonly provider!: ProviderName;
}
