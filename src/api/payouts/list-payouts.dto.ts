import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Format, IsFormat } from '../export/format';
import { PROVIDER_NAMES } from '../../domain/payout/payee';
import type { PayoutFilters } from '../../queries/payouts/list-payouts';
import { IsProviderName, OneOf, PlainText } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { IsTime, parseTime } from '../fields/times';

export const PAYOUT_STATUSES = [
  'PROCESSING',
  'OUTCOME_UNKNOWN',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'PARTIALLY_RETURNED',
  'RETURNED',
] as const satisfies readonly NonNullable<PayoutFilters['status']>[];

export class ListPayoutsDto extends PageDto {
  @IsFormat()
  readonly format?: Format;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly accountId?: string;

  @ApiPropertyOptional({ enum: PAYOUT_STATUSES })
  @IsOptional()
  @OneOf(PAYOUT_STATUSES)
  readonly status?: (typeof PAYOUT_STATUSES)[number];

  @ApiPropertyOptional({ enum: PROVIDER_NAMES })
  @IsOptional()
  @IsProviderName()
  readonly provider?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 100)
  readonly externalReference?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 100)
  readonly endToEndId?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Requested at or after' })
  @IsOptional()
  @IsTime()
  readonly from?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Requested before' })
  @IsOptional()
  @IsTime()
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
