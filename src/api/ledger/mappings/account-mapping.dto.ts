import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { codedAccountFaults, type CodedAccount } from '../../../commands/ledger/set-account-mapping';
import { FieldRule, isObject, isPlainText, PlainText } from '../../fields/field-rules';
import { parseDay } from '../../fields/periods/days';
import { Field, TextField } from '../../fields/request-fields';
import type { FieldFault } from '../../problems/problem';

export const MAPPING_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const MAX_ACCOUNTS = 500;

/** The books begin in 2020 (docs/accounting.md). */
const isBooksDay = (value: unknown): boolean =>
  typeof value === 'string' && /^20[2-9]\d-/.test(value) && parseDay(value) !== undefined;

const isCode = (value: unknown): boolean => isPlainText(value, 1, 40) && value.trim() === value;

export class CodedAccountDto {
  @Field(
    PlainText(1, 100),
    { type: String, maxLength: 100, example: 'provider:*:float' },
    {
      description:
        'A ledger account. A * at the end of the owner stands for any rest, and as the last part for any part',
    },
  )
  readonly account!: string;

  @Field(FieldRule('must be 1 to 40 printable characters without spaces around them', isCode), {
    type: String,
    maxLength: 40,
    example: '1.1.2.05.00-0',
  })
  readonly code!: string;

  @TextField(1, 200, { optional: true, description: 'The name of the code: `codeName` in the exports' })
  readonly description?: string | null;
}

/** Which code each ledger account has from a day on. */
export class AccountMappingDto {
  @Field(
    FieldRule('must be a day from 2020 on, like 2026-11-01', isBooksDay),
    { type: String, format: 'date', example: '2026-11-01' },
    { description: 'The first day, on the clock in São Paulo, whose entries have these codes' },
  )
  readonly validFrom!: string;

  @ApiProperty({ type: () => CodedAccountDto, isArray: true, minItems: 1, maxItems: MAX_ACCOUNTS })
  @FieldRule(
    `must be a list of 1 to ${MAX_ACCOUNTS} accounts with their codes`,
    value =>
      Array.isArray(value) && value.length > 0 && value.length <= MAX_ACCOUNTS && value.every(isObject),
  )
  @ValidateNested({ each: true })
  @Type(() => CodedAccountDto)
  readonly accounts!: readonly CodedAccountDto[];
}

/** In plain objects: a field that is not named here cannot get into an event. */
export const codedAccountsOf = ({ accounts }: AccountMappingDto): CodedAccount[] =>
  accounts.map(({ account, code, description }) => ({ account, code, description: description ?? null }));

/** Everything that makes the accounts useless, by the fields of the request. */
export const mappingFaults = (accounts: readonly CodedAccount[]): FieldFault[] =>
  codedAccountFaults(accounts).map(({ index, field, message }) => ({
    field: `accounts.${index}.${field}`,
    message,
  }));
