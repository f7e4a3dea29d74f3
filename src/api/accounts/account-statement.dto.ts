import type { Timezone } from '../../queries/payouts/get-totals';
import { type Format, FormatField } from '../export/format';
import { PageDto } from '../fields/page.dto';
import { AsOfField, FromField, TimezoneField, ToField } from '../fields/request-fields';

export class BalanceDto {
  @AsOfField()
  readonly asOf?: string;
}

export class StatementDto extends PageDto {
  @FormatField()
  readonly format?: Format;
  @FromField('Recorded')
  readonly from?: string;
  @ToField('Recorded', '. The day itself is outside')
  readonly to?: string;
  @TimezoneField()
  readonly timezone?: Timezone;
}
