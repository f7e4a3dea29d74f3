import type { JournalEntryFilters } from '../../queries/ledger/list-journal-entries';
import { EXAMPLE_PROVIDER } from '../../providers/provider-names';
import { WithFile } from '../export/file.dto';
import { FieldRule, Pattern } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { isAge } from '../fields/periods/ages';
import { periodOf } from '../fields/periods/period';
import { NoFields, WithAsOf, WithPeriod } from '../fields/periods/period.dto';
import { ChoiceField, Field, ProviderField, TextField } from '../fields/request-fields';
import { WithMapping } from './mappings/mapping-query.dto';

export class TrialBalanceDto extends WithFile(WithMapping(WithAsOf(NoFields))) {
  @ChoiceField(['code'], { optional: true, description: 'With `mapping`: the sums of each code' })
  readonly groupBy?: 'code';
}

export class ListEntriesDto extends WithFile(WithMapping(WithPeriod(PageDto, 'Booked'))) {
  @TextField(1, 200, { optional: true })
  readonly payoutId?: string;
  @TextField(1, 200, { optional: true })
  readonly accountId?: string;
  @ProviderField({ optional: true })
  readonly provider?: string;
  @Field(
    Pattern(/^[A-Za-z]{1,100}$/, 'an event type, like HoldCaptured'),
    { type: String, example: 'HoldCaptured' },
    { optional: true },
  )
  readonly eventType?: string;
  @TextField(1, 200, {
    optional: true,
    example: `provider:${EXAMPLE_PROVIDER}:fees`,
    description: 'Entries that have a posting to it',
  })
  readonly ledgerAccount?: string;
}

export const entryFilters = (query: ListEntriesDto): JournalEntryFilters => ({
  payoutId: query.payoutId,
  accountId: query.accountId,
  provider: query.provider,
  eventType: query.eventType,
  ledgerAccount: query.ledgerAccount,
  ...periodOf(query),
});

export class TotalsDto extends WithFile(WithAsOf(WithPeriod(NoFields, 'Requested'))) {}

export class ProviderFloatsDto extends WithFile(WithAsOf(NoFields)) {}

export class AgedHoldsDto extends WithFile(WithAsOf(WithPeriod(PageDto, 'Requested'))) {
  @Field(
    FieldRule('must be a duration, like PT24H or P1D, or an RFC 3339 time', isAge),
    { type: String, default: 'PT0S', example: 'PT24H' },
    {
      optional: true,
      description:
        'An ISO 8601 duration of days, hours, minutes and seconds (P1D, PT30M) at `asOf`, or an RFC 3339 time',
    },
  )
  readonly olderThan?: string;
}
