import { NoFields, WithPeriod } from '../../fields/periods/period.dto';
import { ProviderField } from '../../fields/request-fields';

export class PayoutHoursDto extends WithPeriod(
  NoFields,
  'Requested',
  '. At most 31 days; the last 48 hours where neither is given',
) {
  @ProviderField({ optional: true })
  readonly provider?: string;
}
