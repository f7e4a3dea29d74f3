import type { StatementMapping } from '../../../commands/reconciliation/set-statement-mapping';
import type { ProviderName } from '../../../domain/payout/payee';
import { FieldRule, Pattern } from '../../fields/field-rules';
import { ChoiceField, Field, ObjectField, ProviderField, TextField } from '../../fields/request-fields';

export const MAPPING_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

type FieldOptions = Parameters<typeof TextField>[2];

export const MappingNameField = (options?: FieldOptions): PropertyDecorator =>
  Field(
    Pattern(MAPPING_NAME, '1 to 64 of a-z 0-9 . _ -'),
    { type: String, example: 'inter-extrato' },
    options,
  );

export const DECIMAL_MARKS = [',', '.'] as const;
export const DATE_ORDERS = ['DAY_FIRST', 'YEAR_FIRST'] as const;

const MAX_TEXTS = 100;

/** Texts of a column. */
const TextsField = (description: string): PropertyDecorator =>
  Field(
    FieldRule(
      `must be a list of at most ${MAX_TEXTS} texts`,
      value =>
        Array.isArray(value) &&
        value.length <= MAX_TEXTS &&
        value.every(text => typeof text === 'string' && text.length > 0 && text.length <= 200),
    ),
    { type: 'array', items: { type: 'string' }, maxItems: MAX_TEXTS },
    { optional: true, description },
  );

const column = (description: string): PropertyDecorator => TextField(1, 100, { optional: true, description });

export class MappedColumnsDto {
  @TextField(1, 100, { example: 'Data Lançamento' })
  readonly date!: string;
  @column('One column with signs; or debit and credit')
  readonly amount?: string | null;
  @column('Money that left')
  readonly debit?: string | null;
  @column('Money that came')
  readonly credit?: string | null;
  @column('The provider’s own id of a payment')
  readonly providerId?: string | null;
  @column('Our external reference')
  readonly externalReference?: string | null;
  @column('The endToEndId of PIX')
  readonly endToEndId?: string | null;
  @column('The fee')
  readonly fee?: string | null;
  @column('The payee’s CPF or CNPJ: compared and never recorded')
  readonly document?: string | null;
  @column('A text in which an endToEndId may stand')
  readonly description?: string | null;
  @column('What `types` lists')
  readonly type?: string | null;
  @column('What `statuses` lists')
  readonly status?: string | null;
}

export class MappedTypesDto {
  @TextsField('A payout; a * at the end stands for any rest')
  readonly payout?: readonly string[] | null;
  @TextsField('A return')
  readonly return?: readonly string[] | null;
  @TextsField('Fees, balances and money received')
  readonly passedOver?: readonly string[] | null;
}

export class MappedStatusesDto {
  @TextsField('Money moved')
  readonly completed?: readonly string[] | null;
  @TextsField('No money moved')
  readonly failed?: readonly string[] | null;
  @TextsField('Under way')
  readonly pending?: readonly string[] | null;
}

/** Which columns of a provider's CSV file say what. */
export class StatementMappingDto {
  @ProviderField()
  readonly provider!: ProviderName;
  @ObjectField(() => MappedColumnsDto, { type: () => MappedColumnsDto })
  readonly columns!: MappedColumnsDto;
  @ChoiceField(DECIMAL_MARKS, { example: ',', description: 'What stands before the decimals' })
  readonly decimal!: ',' | '.';
  @ChoiceField(DATE_ORDERS)
  readonly dates!: StatementMapping['dates'];
  @ObjectField(() => MappedTypesDto, { type: () => MappedTypesDto }, { optional: true })
  readonly types?: MappedTypesDto | null;
  @ObjectField(() => MappedStatusesDto, { type: () => MappedStatusesDto }, { optional: true })
  readonly statuses?: MappedStatusesDto | null;
}

/** The mapping in plain objects: a field that is not named here cannot get into an event. */
export function mappingOf({
  columns,
  decimal,
  dates,
  types,
  statuses,
}: StatementMappingDto): StatementMapping {
  return {
    columns: columnsOf(columns),
    decimal,
    dates,
    ...(types && {
      types: {
        payout: types.payout ?? [],
        return: types.return ?? [],
        passedOver: types.passedOver ?? [],
      },
    }),
    ...(statuses && {
      statuses: {
        completed: statuses.completed ?? [],
        failed: statuses.failed ?? [],
        pending: statuses.pending ?? [],
      },
    }),
  };
}

function columnsOf(given: MappedColumnsDto): StatementMapping['columns'] {
  const { date, amount, debit, credit, providerId, externalReference, endToEndId } = given;
  const { fee, document, description, type, status } = given;
  return {
    date,
    ...(amount && { amount }),
    ...(debit && { debit }),
    ...(credit && { credit }),
    ...(providerId && { providerId }),
    ...(externalReference && { externalReference }),
    ...(endToEndId && { endToEndId }),
    ...(fee && { fee }),
    ...(document && { document }),
    ...(description && { description }),
    ...(type && { type }),
    ...(status && { status }),
  };
}

/** What makes a mapping useless, by its field. Returns undefined for a usable one. */
export function mappingFault({ columns, types, statuses }: StatementMapping) {
  const { amount, debit, credit } = columns;
  if (amount === undefined ? !debit || !credit : debit !== undefined || credit !== undefined)
    return {
      field: 'columns.amount',
      message: 'must be given, or columns.debit and columns.credit, and not both',
    };
  if ((types !== undefined) !== (columns.type !== undefined))
    return { field: 'types', message: 'must be given with columns.type, and only with it' };
  if ((statuses !== undefined) !== (columns.status !== undefined))
    return { field: 'statuses', message: 'must be given with columns.status, and only with it' };
  return undefined;
}
