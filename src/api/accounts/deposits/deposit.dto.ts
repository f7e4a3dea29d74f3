import type { EvidenceRequest } from '../../../commands/accounts/deposit-evidence';
import type { ProviderName } from '../../../domain/payout/payee';
import { sha256Of } from '../../../shared/ids';
import { FieldRule } from '../../fields/field-rules';
import {
  ChoiceField,
  DepositAmountField,
  Field,
  ObjectField,
  ProviderField,
  TextField,
} from '../../fields/request-fields';

/** In UTF-8. */
const MAX_TEXT_BYTES = 16 * 1024;

const isEvidenceText = (value: unknown): boolean =>
  typeof value === 'string' &&
  value !== '' &&
  !/\p{Cs}/u.test(value) &&
  Buffer.byteLength(value) <= MAX_TEXT_BYTES;

const isHashOfText = (value: unknown, { text }: Readonly<Record<string, unknown>>): boolean =>
  typeof text === 'string' && value === sha256Of(text);

export class DepositEvidenceDto {
  @ChoiceField(['STATEMENT_LINE', 'NOTIFICATION'], {
    description: 'A line of the provider’s statement, or its notification of the arrival',
  })
  readonly kind!: EvidenceRequest['kind'];

  @Field(
    FieldRule(`must be text of 1 to ${MAX_TEXT_BYTES} bytes in UTF-8`, isEvidenceText),
    { type: String, minLength: 1, maxLength: MAX_TEXT_BYTES },
    {
      example: '2026-03-01;PIX;1000.00',
      description: 'The provider’s words, exactly as they came. Personal data may stand here',
    },
  )
  readonly text!: string;

  @Field(
    FieldRule('must be the SHA-256 of text in UTF-8, as lower-case hex', isHashOfText),
    { type: String, nullable: true, minLength: 64, maxLength: 64 },
    { optional: true, description: 'Of text: a copy that was changed on its way is refused' },
  )
  readonly sha256?: string | null;

  @Field(
    FieldRule(
      'must be 1 to 512 printable ASCII characters, and of a NOTIFICATION',
      (value, { kind }) =>
        kind === 'NOTIFICATION' && typeof value === 'string' && /^[!-~]{1,512}$/.test(value),
    ),
    { type: String, nullable: true, maxLength: 512 },
    { optional: true, description: 'The provider’s signature of the notification, as its header came' },
  )
  readonly signature?: string | null;

  static toRequest(evidence: DepositEvidenceDto | null | undefined): EvidenceRequest | null {
    return evidence
      ? { kind: evidence.kind, text: evidence.text, signature: evidence.signature ?? null }
      : null;
  }
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

  @ObjectField(
    () => DepositEvidenceDto,
    { type: () => DepositEvidenceDto, nullable: true },
    { optional: true },
  )
  readonly evidence?: DepositEvidenceDto | null;
}
