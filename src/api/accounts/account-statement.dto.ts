import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Format, IsFormat } from '../export/format';
import { TIMEZONES, type Timezone } from '../../queries/payouts/get-totals';
import { OneOf } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { IsDayOrTime, WHEN } from '../fields/periods';
import { IsMoment } from '../fields/times';

export class BalanceDto {
  @ApiPropertyOptional({
    type: String,
    example: '2026-03-01T00:00:00Z',
    description: 'An RFC 3339 time (booked up to it) or a position; now where absent',
  })
  @IsOptional()
  @IsMoment()
  readonly asOf?: string;
}

export class StatementDto extends PageDto {
  @IsFormat()
  readonly format?: Format;

  @ApiPropertyOptional({ type: String, example: '2026-03-01', description: `Recorded at or after: ${WHEN}` })
  @IsOptional()
  @IsDayOrTime()
  readonly from?: string;

  @ApiPropertyOptional({
    type: String,
    example: '2026-04-01',
    description: `Recorded before: ${WHEN}. The day itself is outside`,
  })
  @IsOptional()
  @IsDayOrTime()
  readonly to?: string;

  @ApiPropertyOptional({ enum: TIMEZONES, default: 'UTC', description: 'In which days begin' })
  @IsOptional()
  @OneOf(TIMEZONES)
  readonly timezone?: Timezone;
}
