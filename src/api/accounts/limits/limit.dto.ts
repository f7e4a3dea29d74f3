import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsOptional, ValidateIf } from 'class-validator';
import { SetLimit } from '../../../commands/limits/set-limit';
import { type Currency, parseAmount } from '../../../shared/money';
import { originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ACCOUNT_ID, FieldRule } from '../../fields/field-rules';
import { Field, ReasonField, TimeField } from '../../fields/request-fields';
import {
  belongs,
  EFFECTS,
  fitsScope,
  isKind,
  isNeeded,
  isScope,
  KINDS,
  kindsWith,
  SCOPE_TEXT,
  type Kind,
  type Scope,
} from './limit-kinds';

/** Every provider pays in this currency. */
const CURRENCY: Currency = 'BRL';
const MAX_EXCEPTIONS = 100;
const MINUTES_OF_A_DAY = 1_440;

const isAmount = (value: unknown): boolean =>
  typeof value === 'string' && parseAmount(value, CURRENCY) !== undefined;
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isHour = (value: unknown): boolean => isWhole(value, 0, 23);
const isDate = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);
const areAccounts = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= MAX_EXCEPTIONS &&
  value.every(each => typeof each === 'string' && ACCOUNT_ID.test(each));

/** A field of some kinds only. It is needed by those that say nothing without it, and refused where nothing reads it. */
const KindField = (
  field: keyof LimitDto & string,
  shape: string,
  fits: (value: unknown) => boolean,
  schema: ApiPropertyOptions,
): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ ...schema, description: `${kindsWith(field).join(', ')}: ${shape}` }),
    ValidateIf(
      (dto: LimitDto) => (dto[field] ?? null) !== null || (dto.remove !== true && isNeeded(dto.kind, field)),
    ),
    FieldRule(
      `must be ${shape}, and belongs to ${kindsWith(field).join(', ')} only`,
      (value, { kind, remove }) =>
        belongs(kind, field) && (remove !== true || field === 'date') && fits(value),
    ),
  ) as PropertyDecorator;

export class LimitDto {
  @Field(
    FieldRule(`must be ${SCOPE_TEXT}`, isScope),
    { type: String, example: 'account-merchant-1' },
    { description: 'Whose payouts the limit is for' },
  )
  readonly scope!: Scope;

  @Field(
    FieldRule(
      `must be one of ${KINDS.join(', ')}, and one that the scope can have`,
      (value, { scope }) => isKind(value) && fitsScope(value, scope),
    ),
    { enum: KINDS },
    { example: 'ACCOUNT_DAY' },
  )
  readonly kind!: Kind;

  @KindField('amount', 'a decimal string, like "50000.00"', isAmount, { type: String, example: '50000.00' })
  readonly amount?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'BATCH_DAY: the day, in America/Sao_Paulo',
  })
  @ValidateIf((dto: LimitDto) => (dto.date ?? null) !== null || isNeeded(dto.kind, 'date'))
  @FieldRule(
    'must be a day, like "2026-12-05", and belongs to BATCH_DAY only',
    (value, { kind }) => belongs(kind, 'date') && isDate(value),
  )
  readonly date?: string | null;

  @KindField('fromHour', 'a whole hour from 0 to 23, in America/Sao_Paulo', isHour, {
    type: 'integer',
    example: 20,
  })
  readonly fromHour?: number | null;

  @KindField('toHour', 'a whole hour from 0 to 23, at which the night is over', isHour, {
    type: 'integer',
    example: 6,
  })
  readonly toHour?: number | null;

  @KindField('withinMinutes', 'a whole number from 1 to 1440', value => isWhole(value, 1, MINUTES_OF_A_DAY), {
    type: 'integer',
    example: 10,
  })
  readonly withinMinutes?: number | null;

  @KindField('effect', `one of ${EFFECTS.join(', ')}`, value => EFFECTS.some(effect => effect === value), {
    enum: [...EFFECTS],
    example: 'block',
  })
  readonly effect?: (typeof EFFECTS)[number] | null;

  @KindField('exceptAccounts', 'a list of at most 100 account ids', areAccounts, {
    type: 'array',
    items: { type: 'string', example: 'merchant-2' },
  })
  readonly exceptAccounts?: string[] | null;

  @TimeField({ optional: true, description: 'From then on the limit no longer applies' })
  readonly until?: string | null;

  @TimeField({ optional: true, description: 'The change takes effect at this time at the earliest' })
  readonly from?: string | null;

  @ApiPropertyOptional({ type: Boolean, description: 'true: takes the limit away' })
  @IsOptional()
  @FieldRule('must be true or false', value => typeof value === 'boolean')
  readonly remove?: boolean | null;

  @ReasonField({ example: 'The first limit of this account' })
  readonly reason!: string;
}

export class ListLimitsDto {
  @Field(
    FieldRule(`must be ${SCOPE_TEXT}`, isScope),
    { type: String, example: 'account-merchant-1' },
    { optional: true, description: 'Only the limits of this scope' },
  )
  readonly scope?: Scope;
}

/** What a person wants, as the command has it. */
export function wishOf(client: ApiClient, dto: LimitDto): SetLimit {
  const { scope, kind, date, from, reason, remove } = dto;
  const limit = { kind, ...(date && { date }) };
  const terms = remove === true ? null : termsOf(dto);
  return new SetLimit(client.clientName, scope, limit, terms, utc(from), reason, originOf(client));
}

function termsOf(dto: LimitDto): NonNullable<SetLimit['terms']> {
  const { kind, amount, date, fromHour, toHour, withinMinutes, effect, exceptAccounts, until } = dto;
  const amountMinor = typeof amount === 'string' ? parseAmount(amount, CURRENCY) : undefined;
  return {
    kind,
    currency: CURRENCY,
    ...(amountMinor !== undefined && { amountMinor }),
    ...(date && { date }),
    ...(typeof fromHour === 'number' && { fromHour }),
    ...(typeof toHour === 'number' && { toHour }),
    ...(typeof withinMinutes === 'number' && { withinMinutes }),
    ...(effect && { effect }),
    ...(exceptAccounts &&
      exceptAccounts.length > 0 && { exceptAccounts: [...new Set(exceptAccounts)].sort() }),
    ...(until && { until: utc(until)! }),
  };
}

const utc = (time: string | null | undefined): string | null => (time ? new Date(time).toISOString() : null);
