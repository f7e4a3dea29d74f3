import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateIf } from 'class-validator';
import type { ResolveCase } from '../../commands/cases/resolve-case';
import { type Currency, parseAmount } from '../../shared/money';
import { FieldRule, UUID } from '../fields/field-rules';
import { ChoiceField, ReasonField } from '../fields/request-fields';

/** The others have routes of their own: that of the deposit, which names the figures, and that of the account. */
type Decision = Exclude<ResolveCase['decision'], { type: 'REVERSE_DEPOSIT' | 'REOPEN_ACCOUNT' }>;

const DIRECTIONS = ['LEFT_FLOAT', 'CAME_TO_FLOAT'] as const;

/** Every provider pays in this currency. */
const CURRENCY: Currency = 'BRL';

/** The decisions, each with its optional fields. A decision with another field is refused, because nothing reads it. */
const FIELDS = {
  ACCEPT_EVIDENCE: ['payoutId'],
  MARK_PAID: ['feeAmount', 'endToEndId'],
  MARK_FAILED: [],
  CHARGE_CUSTOMER: ['amount'],
  WRITE_OFF: ['amount', 'direction'],
  SEND_AGAIN: [],
  DISMISS: [],
} as const satisfies Readonly<Record<Decision['type'], readonly (keyof ResolveCaseDto)[]>>;

export const DECISIONS = Object.keys(FIELDS) as Decision['type'][];

const belongsTo = (decision: unknown, field: string): boolean =>
  typeof decision !== 'string' ||
  !Object.hasOwn(FIELDS, decision) ||
  (FIELDS[decision as Decision['type']] as readonly string[]).includes(field);

const isAmount = (value: unknown): value is string =>
  typeof value === 'string' && parseAmount(value, CURRENCY) !== undefined;

/** A field of some decisions only. */
const DecisionField = (
  field: keyof ResolveCaseDto,
  shape: string,
  fits: (value: unknown) => boolean,
): PropertyDecorator =>
  FieldRule(
    `must be ${shape}, and belongs to ${decisionsWith(field).join(', ')} only`,
    (value, { decision }) => belongsTo(decision, field) && fits(value),
  );

/** The decisions that cannot be carried out without the field. */
const NEEDED_BY: Readonly<Partial<Record<keyof ResolveCaseDto, readonly Decision['type'][]>>> = {
  amount: ['CHARGE_CUSTOMER', 'WRITE_OFF'],
  direction: ['WRITE_OFF'],
};

/** Validates the field where it is given, and where the decision needs it. */
const NeededBySome = (field: keyof ResolveCaseDto): PropertyDecorator =>
  ValidateIf(
    (dto: ResolveCaseDto) => (dto[field] ?? null) !== null || (NEEDED_BY[field] ?? []).includes(dto.decision),
  );

const decisionsWith = (field: string): string[] =>
  DECISIONS.filter(decision => (FIELDS[decision] as readonly string[]).includes(field));

export class ResolveCaseDto {
  @ChoiceField(DECISIONS, { example: 'MARK_PAID' })
  readonly decision!: Decision['type'];

  @ReasonField({ example: 'The provider confirmed it by telephone, ticket 4711' })
  readonly reason!: string;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'ACCEPT_EVIDENCE: the payout, where the evidence does not name it',
  })
  @IsOptional()
  @DecisionField('payoutId', "a payout's id", value => typeof value === 'string' && UUID.test(value))
  readonly payoutId?: string | null;

  @ApiPropertyOptional({
    type: String,
    example: '0.50',
    description: 'MARK_PAID: what the provider charged; the fee expected at the request where absent',
  })
  @IsOptional()
  @DecisionField('feeAmount', 'a decimal string of 0 or more, like "0.50"', isAmount)
  readonly feeAmount?: string | null;

  @ApiPropertyOptional({ type: String, maxLength: 100, description: "MARK_PAID: the payment's PIX id" })
  @IsOptional()
  @DecisionField(
    'endToEndId',
    '1 to 100 letters and digits',
    value => typeof value === 'string' && /^[A-Za-z0-9]{1,100}$/.test(value),
  )
  readonly endToEndId?: string | null;

  @ApiPropertyOptional({ type: String, example: '50.00', description: 'CHARGE_CUSTOMER, WRITE_OFF: needed' })
  @NeededBySome('amount')
  @DecisionField(
    'amount',
    'a positive decimal string, like "50.00"',
    value => isAmount(value) && /[1-9]/.test(value),
  )
  readonly amount?: string | null;

  @ApiPropertyOptional({
    enum: DIRECTIONS,
    description: 'WRITE_OFF: needed; whether the money left our float at the provider or came to it',
  })
  @NeededBySome('direction')
  @DecisionField('direction', `one of ${DIRECTIONS.join(', ')}`, value =>
    (DIRECTIONS as readonly unknown[]).includes(value),
  )
  readonly direction?: (typeof DIRECTIONS)[number] | null;
}

/** The decision of a valid request: its rules have asked for what the decision needs. */
export function decisionOf(dto: ResolveCaseDto): Decision {
  switch (dto.decision) {
    case 'ACCEPT_EVIDENCE':
      return { type: dto.decision, payoutId: dto.payoutId ?? null };
    case 'MARK_PAID':
      return {
        type: dto.decision,
        feeAmountMinor: minorOf(dto.feeAmount),
        endToEndId: dto.endToEndId ?? null,
      };
    case 'CHARGE_CUSTOMER':
      return { type: dto.decision, amountMinor: minorOf(dto.amount)! };
    case 'WRITE_OFF':
      return { type: dto.decision, amountMinor: minorOf(dto.amount)!, direction: dto.direction! };
    default:
      return { type: dto.decision };
  }
}

const minorOf = (amount: string | null | undefined): bigint | null =>
  amount === null || amount === undefined ? null : (parseAmount(amount, CURRENCY) ?? null);
