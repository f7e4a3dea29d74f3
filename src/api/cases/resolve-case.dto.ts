import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { ResolveCase } from '../../commands/cases/resolve-case';
import { CASE_KINDS, CASE_STATUSES, type CaseKind } from '../../queries/cases/case-view';
import type { CaseFilters } from '../../queries/cases/list-cases';
import { type Currency, parseAmount } from '../../shared/money';
import { OneOf, PlainText, Rule, UUID } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { invalid } from '../problems/problem';

/** A deposit's case is decided where the deposit is: its call names the figures. */
type Decision = Exclude<ResolveCase['decision'], { type: 'REVERSE_DEPOSIT' }>;

const STATUSES = [...CASE_STATUSES, 'ALL'] as const;
const DECISIONS = [
  'ACCEPT_EVIDENCE',
  'MARK_PAID',
  'MARK_FAILED',
  'CHARGE_CUSTOMER',
  'WRITE_OFF',
  'SEND_AGAIN',
  'DISMISS',
] as const satisfies readonly Decision['type'][];
const DIRECTIONS = ['LEFT_FLOAT', 'CAME_TO_FLOAT'] as const;

/** Every provider pays in it. */
const CURRENCY: Currency = 'BRL';

/** Which of the optional fields a decision has; with any other one it would say something that nobody heeds. */
const FIELDS = {
  ACCEPT_EVIDENCE: ['payoutId'],
  MARK_PAID: ['feeAmount', 'endToEndId'],
  MARK_FAILED: [],
  CHARGE_CUSTOMER: ['amount'],
  WRITE_OFF: ['amount', 'direction'],
  SEND_AGAIN: [],
  DISMISS: [],
} as const satisfies Readonly<Record<Decision['type'], readonly (keyof ResolveCaseDto)[]>>;

const belongsTo = (decision: unknown, field: string): boolean =>
  typeof decision !== 'string' ||
  !Object.hasOwn(FIELDS, decision) ||
  (FIELDS[decision as Decision['type']] as readonly string[]).includes(field);

const isAmount = (value: unknown): value is string =>
  typeof value === 'string' && parseAmount(value, CURRENCY) !== undefined;

/** A field of some decisions only, given where its decision is. */
const DecisionField = (
  field: keyof ResolveCaseDto,
  shape: string,
  fits: (value: unknown) => boolean,
): PropertyDecorator =>
  Rule(
    `must be ${shape}, and belongs to ${decisionsWith(field).join(', ')} only`,
    (value, { decision }) => belongsTo(decision, field) && fits(value),
  );

const decisionsWith = (field: string): string[] =>
  DECISIONS.filter(decision => (FIELDS[decision] as readonly string[]).includes(field));

export class ListCasesDto extends PageDto {
  @ApiPropertyOptional({
    enum: STATUSES,
    default: 'OPEN',
    description: 'OPEN: everything that is not resolved, proposed and confirmed decisions too',
  })
  @IsOptional()
  @OneOf(STATUSES)
  readonly status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ enum: CASE_KINDS })
  @IsOptional()
  @OneOf(CASE_KINDS)
  readonly kind?: CaseKind;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly payoutId?: string;
}

export const caseFilters = ({ status = 'OPEN', kind, payoutId }: ListCasesDto): CaseFilters => ({
  status: status === 'OPEN' ? 'UNRESOLVED' : status,
  kind,
  payoutId,
});

export class ResolveCaseDto {
  @ApiProperty({ enum: DECISIONS, example: 'MARK_PAID' })
  @OneOf(DECISIONS)
  readonly decision!: Decision['type'];

  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 500,
    example: 'The provider confirmed it by telephone, ticket 4711',
    description: 'Kept for ever: no personal data',
  })
  @PlainText(1, 500)
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
  @IsOptional()
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
  @IsOptional()
  @DecisionField('direction', `one of ${DIRECTIONS.join(', ')}`, value =>
    (DIRECTIONS as readonly unknown[]).includes(value),
  )
  readonly direction?: (typeof DIRECTIONS)[number] | null;
}

/** @throws {ProblemError} a charge or a write-off does not say how much, or a write-off which way */
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
      return { type: dto.decision, amountMinor: chargeOf(dto) };
    case 'WRITE_OFF':
      return writeOff(dto);
    default:
      return { type: dto.decision };
  }
}

function chargeOf({ amount }: ResolveCaseDto): bigint {
  const amountMinor = minorOf(amount);
  if (amountMinor === null) throw invalid({ field: 'amount', message: 'is needed for CHARGE_CUSTOMER' });
  return amountMinor;
}

function writeOff({ amount, direction }: ResolveCaseDto): Decision {
  const amountMinor = minorOf(amount);
  const needed = (field: string) => ({ field, message: 'is needed for WRITE_OFF' });
  if (amountMinor === null || !direction) {
    throw invalid(
      ...(amountMinor === null ? [needed('amount')] : []),
      ...(direction ? [] : [needed('direction')]),
    );
  }
  return { type: 'WRITE_OFF', amountMinor, direction };
}

const minorOf = (amount: string | null | undefined): bigint | null =>
  amount === null || amount === undefined ? null : (parseAmount(amount, CURRENCY) ?? null);
