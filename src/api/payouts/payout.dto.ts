import { ApiProperty } from '@nestjs/swagger';
import type { PayoutRequest } from '../../commands/payouts/payout-request';
import type { Destination, Payee, ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import { FieldRule, isIdempotencyKey, isPlainText, PlainText } from '../fields/field-rules';
import {
  AccountIdField,
  CurrencyField,
  Field,
  ObjectField,
  PayoutAmountField,
  ProviderField,
} from '../fields/request-fields';
import type { DestinationDto } from './payee/destination.dto';
import { PayeeDto } from './payee/payee.dto';

const MAX_BATCH = 500;

const MAX_URL = 2_048;

/** Its endpoint says whether it may be http: the address of a payout has the scheme and the host of its endpoint. */
const isAddress = (value: unknown): boolean =>
  isPlainText(value, 1, MAX_URL) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** A provider that trims a reference would know the payout by another reference than we do. */
const isReference = (value: unknown): boolean => isPlainText(value, 1, 100) && value.trim() === value;

export class PayoutDto {
  @AccountIdField()
  readonly accountId!: string;

  @ProviderField()
  readonly provider!: ProviderName;

  @PayoutAmountField({ description: "Positive, with exactly the currency's digits" })
  readonly amount!: string;

  @CurrencyField({ description: "Must be the account's, where given" })
  readonly currency?: Currency | null;

  @Field(
    FieldRule('must be 1 to 100 printable characters without spaces around them', isReference),
    { type: String, maxLength: 100 },
    { example: 'withdrawal-user-42-001', description: 'Unique per API client' },
  )
  readonly externalReference!: string;

  @Field(
    PlainText(0, 140),
    { type: String, nullable: true, maxLength: 140 },
    { optional: true, example: 'User withdrawal' },
  )
  readonly description?: string | null;

  @ObjectField(() => PayeeDto, { type: () => PayeeDto })
  readonly payee!: PayeeDto;

  @Field(
    FieldRule(`must be an https:// address of at most ${MAX_URL} characters`, isAddress),
    { type: String, nullable: true, maxLength: MAX_URL, example: null },
    {
      optional: true,
      description: 'Messages about this payout go there too. It lies beneath a webhook endpoint of CALLBACKS',
    },
  )
  readonly callbackUrl?: string | null;
}

export class BatchItemDto extends PayoutDto {
  @Field(
    FieldRule('must be 1 to 255 printable ASCII characters', isIdempotencyKey),
    { type: String, minLength: 1, maxLength: 255 },
    { example: '7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10' },
  )
  readonly idempotencyKey!: string;
}

export class BatchDto {
  @ApiProperty({ type: () => BatchItemDto, isArray: true, minItems: 1, maxItems: MAX_BATCH })
  @FieldRule(
    `must be a list of 1 to ${MAX_BATCH} payouts`,
    value => Array.isArray(value) && value.length > 0 && value.length <= MAX_BATCH,
  )
  readonly items!: readonly unknown[];
}

/** The command's request in plain objects: a field that is not named here cannot get into an event. */
export const payoutRequest = (dto: PayoutDto): PayoutRequest => ({
  accountId: dto.accountId,
  provider: dto.provider,
  amount: dto.amount,
  currency: dto.currency ?? null,
  externalReference: dto.externalReference,
  description: dto.description ?? null,
  payee: payeeOf(dto.payee),
  callbackUrl: dto.callbackUrl ?? null,
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
