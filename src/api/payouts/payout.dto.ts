import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import type { PayoutRequest } from '../../commands/payouts/request-payout';
import { type Destination, type Payee, PROVIDER_NAMES, type ProviderName } from '../../domain/payout/payee';
import { CURRENCIES, type Currency } from '../../shared/money';
import {
  ACCOUNT_ID,
  ACCOUNT_ID_TEXT,
  IsCurrencyCode,
  isIdempotencyKey,
  IsPayoutAmount,
  isPlainText,
  IsProviderName,
  Pattern,
  PlainText,
  Rule,
} from '../fields/field-rules';
import { type DestinationDto, PayeeDto } from './payee/destination.dto';

export const MAX_BATCH = 500;

export class PayoutDto {
  @ApiProperty({ type: String, example: 'merchant-1' })
  @Pattern(ACCOUNT_ID, ACCOUNT_ID_TEXT)
  readonly accountId!: string;

  @ApiProperty({ enum: PROVIDER_NAMES, example: 'connectpsp' })
  @IsProviderName()
  readonly provider!: ProviderName;

  @ApiProperty({
    type: String,
    example: '50.00',
    description: "Positive, with exactly the currency's digits",
  })
  @IsPayoutAmount()
  readonly amount!: string;

  @ApiPropertyOptional({ enum: CURRENCIES, description: "Must be the account's, where given" })
  @IsOptional()
  @IsCurrencyCode()
  readonly currency?: Currency | null;

  @ApiProperty({
    type: String,
    example: 'withdrawal-user-42-001',
    maxLength: 100,
    description: 'Unique per API client',
  })
  @Rule('must be 1 to 100 printable characters without spaces around them', value => isReference(value))
  readonly externalReference!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'User withdrawal', maxLength: 140 })
  @IsOptional()
  @PlainText(0, 140)
  readonly description?: string | null;

  @ApiProperty({ type: () => PayeeDto })
  @Rule(
    'must be a JSON object',
    value => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  @ValidateNested()
  @Type(() => PayeeDto)
  readonly payee!: PayeeDto;
}

export class BatchItemDto extends PayoutDto {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 255,
    example: '7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10',
  })
  @Rule('must be 1 to 255 printable ASCII characters', isIdempotencyKey)
  readonly idempotencyKey!: string;
}

export class BatchDto {
  @ApiProperty({ type: () => [BatchItemDto], minItems: 1, maxItems: MAX_BATCH })
  @Rule(
    `must be a list of 1 to ${MAX_BATCH} payouts`,
    value => Array.isArray(value) && value.length > 0 && value.length <= MAX_BATCH,
  )
  readonly items!: readonly unknown[];
}

/** A provider that trims a reference would know the payout by another one than we do. */
const isReference = (value: unknown): boolean => isPlainText(value, 1, 100) && value.trim() === value;

/** The command's request, in plain objects: what is not named here does not get into an event. */
export const payoutRequest = (dto: PayoutDto): PayoutRequest => ({
  accountId: dto.accountId,
  provider: dto.provider,
  amount: dto.amount,
  currency: dto.currency ?? null,
  externalReference: dto.externalReference,
  description: dto.description ?? null,
  payee: payeeOf(dto.payee),
});

const payeeOf = ({ name, document, destination }: PayeeDto): Payee => ({
  name: name ?? null,
  document: document ?? null,
  destination: destinationOf(destination),
});

function destinationOf(dto: DestinationDto): Destination {
  switch (dto.type) {
    case 'PIX':
      return { type: 'PIX', pixKeyType: dto.pixKeyType, pixKey: dto.pixKey };
    case 'BANK_ACCOUNT': {
      const { ispb, branch, account, accountType } = dto.bankAccount;
      return { type: 'BANK_ACCOUNT', bankAccount: { ispb, branch, account, accountType } };
    }
    case 'QR_CODE':
      return { type: 'QR_CODE', qrCode: dto.qrCode };
  }
}
