import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { EXAMPLE_PROVIDER, PROVIDER_NAMES } from '../../providers/provider-names';
import { CURRENCIES } from '../../shared/money';
import { nests, type NestedClass } from './field-facts';
import {
  ACCOUNT_ID,
  ACCOUNT_ID_TEXT,
  FieldRule,
  isDepositAmount,
  isObject,
  isPayoutAmount,
  OneOf,
  Pattern,
  PlainText,
  UUID,
} from './field-rules';
import { IsTime } from './times';

/** The fields of requests: each decorator is the rule that validates a field and its schema in the OpenAPI document. */
interface FieldOptions {
  /** True when the field can be absent or null. */
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: string;
  readonly default?: string;
  readonly deprecated?: boolean;
}

/** A field with its rule and its schema. */
export const Field = (
  rule: PropertyDecorator,
  schema: ApiPropertyOptions,
  { optional = false, ...shown }: FieldOptions = {},
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...schema, ...shown, required: !optional } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    rule,
  ) as PropertyDecorator;

/** An object with fields of its own. Its class is named by the object that has the field. */
export const ObjectField = (
  nested: NestedClass,
  schema: ApiPropertyOptions,
  options?: FieldOptions,
): PropertyDecorator =>
  applyDecorators(
    Field(FieldRule('must be a JSON object', isObject), schema, options),
    ValidateNested(),
    Type(transform => nested((transform?.object ?? {}) as object)) as PropertyDecorator,
    nests(nested),
  ) as PropertyDecorator;

/** As many as a person can look at, and as a batch of payouts has. */
const MAX_IDS = 500;

/** Different ids of things that a person names one by one. `what`: like `payout`. */
export const IdListField = (what: string): PropertyDecorator =>
  Field(
    FieldRule(
      `must be a list of 1 to ${MAX_IDS} different ${what} ids`,
      value =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= MAX_IDS &&
        new Set(value).size === value.length &&
        value.every(id => typeof id === 'string' && UUID.test(id)),
    ),
    { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: MAX_IDS },
  );

/** How many things the person has counted. `what`: like `payouts you approve`. */
export const CountField = (what: string): PropertyDecorator =>
  Field(
    FieldRule(`must be how many ${what}, as a number`, value => Number.isSafeInteger(value)),
    { type: 'integer', example: 2 },
    { description: `How many ${what}, counted by you` },
  );

/** Text of `min` to `max` printable characters. */
export const TextField = (min: number, max: number, options?: FieldOptions): PropertyDecorator =>
  Field(PlainText(min, max), { type: String, maxLength: max, ...(min > 0 && { minLength: min }) }, options);

export const ChoiceField = (values: readonly string[], options?: FieldOptions): PropertyDecorator =>
  Field(OneOf(values), { enum: [...values] }, options);

export const AccountIdField = (options?: FieldOptions): PropertyDecorator =>
  Field(Pattern(ACCOUNT_ID, ACCOUNT_ID_TEXT), { type: String, example: 'merchant-1' }, options);

export const ProviderField = (options?: FieldOptions): PropertyDecorator =>
  ChoiceField(PROVIDER_NAMES, { example: EXAMPLE_PROVIDER, ...options });

export const CurrencyField = (options?: FieldOptions): PropertyDecorator =>
  ChoiceField(CURRENCIES, { optional: true, ...options });

/** A positive amount in the request's own `currency`. */
export const PayoutAmountField = (options?: FieldOptions): PropertyDecorator =>
  Field(
    FieldRule(
      'must be a positive decimal string with exactly the digits of the currency, like "50.00"',
      isPayoutAmount,
    ),
    { type: String, example: '50.00' },
    options,
  );

/** A positive amount in the account's currency, whose digits the command checks. */
export const DepositAmountField = (options?: FieldOptions): PropertyDecorator =>
  Field(
    FieldRule(
      'must be a positive decimal string with exactly the digits of the account\'s currency, like "50.00"',
      isDepositAmount,
    ),
    { type: String, example: '1000.00' },
    options,
  );

/** Why a person decided something. */
export const ReasonField = (options?: FieldOptions): PropertyDecorator =>
  TextField(1, 500, { description: 'Kept for ever: no personal data', ...options });

export const TimeField = (options?: FieldOptions): PropertyDecorator =>
  Field(IsTime(), { type: String, format: 'date-time' }, options);
