import type { Type } from '@nestjs/common';
import { ChoiceField } from '../fields/request-fields';
import { DECIMALS, DELIMITER_NAMES, LOCALES, type Decimal, type Delimiter, type Locale } from './csv-style';
import { CSV, FORMATS, PARQUET, type Format } from './format';

const OF_CSV = 'CSV only; of the `locale` where absent';

/** The class of a query whose answer can be a file, for `extends`. */
export function WithFile<Base extends Type<object>>(base: Base) {
  class FileDto extends base {
    @ChoiceField(FORMATS, {
      optional: true,
      description: `csv and parquet are the whole list, without pages; the same as Accept: ${CSV} and ${PARQUET}`,
    })
    readonly format?: Format;
    @ChoiceField(LOCALES, {
      optional: true,
      default: 'en',
      description:
        'CSV only. pt-BR: for a Portuguese spreadsheet, with semicolons, decimal commas, Portuguese names, days first',
    })
    readonly locale?: Locale;
    @ChoiceField(DELIMITER_NAMES, { optional: true, description: OF_CSV })
    readonly delimiter?: Delimiter;
    @ChoiceField(DECIMALS, { optional: true, description: OF_CSV })
    readonly decimal?: Decimal;
  }
  return FileDto;
}
