import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_PROVIDER, PROVIDER_NAMES } from '../../providers/provider-names';

/**
 * The fields of answers. A response class is type, presenter and schema at once. It has the types of its fields and a
 * static `from` that presents a result. One of these decorators on each field describes it in the OpenAPI document.
 */
interface FieldOptions {
  readonly description?: string;
  /** True when the field can be null. */
  readonly nullable?: boolean;
  /** False when the field can be absent; every other field is always there. */
  readonly required?: boolean;
}
interface ChoiceOptions extends FieldOptions {
  readonly example?: string;
}
interface ObjectOptions extends FieldOptions {
  readonly example?: object;
}

export const OR_NULL: FieldOptions = { nullable: true };

export const Text = (example: string, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({ type: String, example, ...options });

/** A decimal string with exactly the digits of its currency. */
export const Amount = (example: string, options: FieldOptions = {}): PropertyDecorator =>
  Text(example, options);

/** RFC 3339 in UTC, with milliseconds. */
export const Time = (options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({ type: String, format: 'date-time', example: '2026-03-01T12:00:00.000Z', ...options });

export const Integer = (example: number, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({ type: 'integer', example, ...options });

export const Flag = (options: FieldOptions & { readonly example?: boolean } = {}): PropertyDecorator =>
  ApiProperty({ type: Boolean, ...options });

/** One of a closed list of texts. */
export const Choice = (values: readonly string[], options: ChoiceOptions = {}): PropertyDecorator =>
  ApiProperty({ enum: options.nullable ? [...values, null] : values, type: String, ...options });

/** `type` is a function because classes can name each other; @nestjs/swagger calls only functions with the name `type`. */
export const Nested = (type: () => Type, options: ObjectOptions = {}): PropertyDecorator =>
  ApiProperty({ type: () => type(), ...options });

export const ListOf = (type: () => Type, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({ type: () => type(), isArray: true, ...options });

export const TextList = (example: string, options: FieldOptions = {}): PropertyDecorator =>
  ApiProperty({ type: 'array', items: { type: 'string', example }, ...options });

/** An object that the document leaves open. */
export const OpenObject = (options: Omit<FieldOptions, 'required'> = {}): PropertyDecorator =>
  ApiProperty({ type: 'object', additionalProperties: true, ...options });

// One decorator for each thing that many answers name, so that its example stands once.
export const AccountId = (options?: FieldOptions): PropertyDecorator => Text('merchant-1', options);
export const PayoutId = (options?: FieldOptions): PropertyDecorator =>
  Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', options);
export const DepositId = (options?: FieldOptions): PropertyDecorator =>
  Text('b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d', options);
export const CaseId = (): PropertyDecorator => Text('0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210');
export const EventId = (): PropertyDecorator => Text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210');
export const LogPosition = (): PropertyDecorator => Text('4711/4711');
export const CurrencyCode = (): PropertyDecorator => Text('BRL');
export const ProviderCode = (options: FieldOptions = {}): PropertyDecorator =>
  Choice(PROVIDER_NAMES, { example: EXAMPLE_PROVIDER, ...options });
export const ExternalReference = (): PropertyDecorator => Text('withdrawal-user-42-001');
export const EndToEndId = (example = 'E1234567820260301120000000000001'): PropertyDecorator =>
  Text(example, OR_NULL);
export const ProviderTime = (options: FieldOptions = {}): PropertyDecorator =>
  Text('2026-03-01T09:00:00', { nullable: true, ...options });
