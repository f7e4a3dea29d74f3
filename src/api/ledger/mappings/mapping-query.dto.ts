import type { Type } from '@nestjs/common';
import { FieldRule, Pattern } from '../../fields/field-rules';
import { Field } from '../../fields/request-fields';
import { MAPPING_NAME } from './account-mapping.dto';

export interface MappingQuery {
  readonly mapping?: string;
  readonly mappingVersion?: string;
}

/** The class of a query whose answer can have codes of another chart of accounts, for `extends`. */
export function WithMapping<Base extends Type<object>>(base: Base) {
  class MappingDto extends base {
    @Field(
      Pattern(MAPPING_NAME, '1 to 64 of a-z 0-9 . _ -'),
      { type: String, example: 'cosif' },
      { optional: true, description: 'Adds `code` and `codeName`: the codes of an account mapping' },
    )
    readonly mapping?: string;

    @Field(
      FieldRule(
        'must be the number of a version',
        value => typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value),
      ),
      { type: 'integer', minimum: 1, maximum: 999_999 },
      {
        optional: true,
        description:
          'The mapping as it was after this version. Where absent the last one, or with `asOf` the last one of then',
      },
    )
    readonly mappingVersion?: string;
  }
  return MappingDto;
}
