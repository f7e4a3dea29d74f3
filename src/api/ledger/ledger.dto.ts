import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Format, IsFormat } from '../export/format';
import { PROVIDER_NAMES } from '../../domain/payout/payee';
import { TIMEZONES, type Timezone } from '../../queries/payouts/get-totals';
import type { JournalEntryFilters } from '../../queries/ledger/list-journal-entries';
import { IsProviderName, OneOf, Pattern, PlainText, Rule } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { isAge, IsDayOrTime, periodOf, WHEN } from '../fields/periods';
import { IsMoment } from '../fields/times';

export class TrialBalanceDto {
  @IsFormat()
  readonly format?: Format;

  @ApiPropertyOptional({
    type: String,
    description: 'An RFC 3339 time (booked up to it) or a position; now where absent',
  })
  @IsOptional()
  @IsMoment()
  readonly asOf?: string;
}

export class ListEntriesDto extends PageDto {
  @IsFormat()
  readonly format?: Format;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly payoutId?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly accountId?: string;

  @ApiPropertyOptional({ enum: PROVIDER_NAMES })
  @IsOptional()
  @IsProviderName()
  readonly provider?: string;

  @ApiPropertyOptional({ type: String, example: 'HoldCaptured' })
  @IsOptional()
  @Pattern(/^[A-Za-z]{1,100}$/, 'an event type, like HoldCaptured')
  readonly eventType?: string;

  @ApiPropertyOptional({
    type: String,
    example: 'provider:connectpsp:fees',
    description: 'Entries that have a posting to it',
  })
  @IsOptional()
  @PlainText(1, 200)
  readonly ledgerAccount?: string;

  @ApiPropertyOptional({ type: String, example: '2026-03-01', description: `Recorded at or after: ${WHEN}` })
  @IsOptional()
  @IsDayOrTime()
  readonly from?: string;

  @ApiPropertyOptional({ type: String, example: '2026-04-01', description: `Recorded before: ${WHEN}` })
  @IsOptional()
  @IsDayOrTime()
  readonly to?: string;

  @ApiPropertyOptional({ enum: TIMEZONES, default: 'UTC', description: 'In which days begin' })
  @IsOptional()
  @OneOf(TIMEZONES)
  readonly timezone?: Timezone;
}

export const entryFilters = (query: ListEntriesDto): JournalEntryFilters => ({
  payoutId: query.payoutId,
  accountId: query.accountId,
  provider: query.provider,
  eventType: query.eventType,
  ledgerAccount: query.ledgerAccount,
  ...periodOf(query),
});

export class TotalsDto {
  @ApiPropertyOptional({ type: String, example: '2026-03-01', description: `Requested at or after: ${WHEN}` })
  @IsOptional()
  @IsDayOrTime()
  readonly from?: string;

  @ApiPropertyOptional({ type: String, example: '2026-04-01', description: `Requested before: ${WHEN}` })
  @IsOptional()
  @IsDayOrTime()
  readonly to?: string;

  @ApiPropertyOptional({ enum: TIMEZONES, default: 'UTC', description: 'In which days begin' })
  @IsOptional()
  @OneOf(TIMEZONES)
  readonly timezone?: Timezone;
}

export class AgedHoldsDto extends PageDto {
  @ApiPropertyOptional({
    type: String,
    default: 'PT0S',
    example: 'PT24H',
    description: 'An ISO 8601 duration of days, hours, minutes and seconds (P1D, PT30M), or an RFC 3339 time',
  })
  @IsOptional()
  @Rule('must be a duration, like PT24H or P1D, or an RFC 3339 time', isAge)
  readonly olderThan?: string;
}
