import type { PayoutFilters } from '../../queries/payouts/list-payouts';
import { PAYOUT_STATUSES, type PayoutStatus } from '../../queries/payouts/payout-view';
import { type Format, FormatField } from '../export/format';
import { PageDto } from '../fields/page.dto';
import { ChoiceField, ProviderField, TextField, TimeField } from '../fields/request-fields';
import { parseTime } from '../fields/times';

export class ListPayoutsDto extends PageDto {
  @FormatField()
  readonly format?: Format;
  @TextField(1, 200, { optional: true })
  readonly accountId?: string;
  @ChoiceField(PAYOUT_STATUSES, { optional: true })
  readonly status?: PayoutStatus;
  @ProviderField({ optional: true })
  readonly provider?: string;
  @TextField(1, 100, { optional: true })
  readonly externalReference?: string;
  @TextField(1, 100, { optional: true })
  readonly endToEndId?: string;
  @TimeField({ optional: true, description: 'Requested at or after' })
  readonly from?: string;
  @TimeField({ optional: true, description: 'Requested before' })
  readonly to?: string;
}

export const payoutFilters = (query: ListPayoutsDto): PayoutFilters => ({
  accountId: query.accountId,
  status: query.status,
  provider: query.provider,
  externalReference: query.externalReference,
  endToEndId: query.endToEndId,
  from: query.from === undefined ? undefined : parseTime(query.from),
  to: query.to === undefined ? undefined : parseTime(query.to),
});
