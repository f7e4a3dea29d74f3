import { type Format, FormatField } from '../export/format';
import { PageDto } from '../fields/page.dto';
import { NoFields, WithAsOf, WithPeriod } from '../fields/periods/period.dto';

export class BalanceDto extends WithAsOf(NoFields) {}

export class StatementDto extends WithPeriod(PageDto, 'Booked') {
  @FormatField()
  readonly format?: Format;
}
