import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { PlainText } from '../http/fields';
import { PageDto } from '../http/page.dto';
import { IsMoment, IsTime } from '../http/times';

export class TrialBalanceDto {
  @ApiPropertyOptional({
    type: String,
    description: 'An RFC 3339 time (recorded up to it) or a position; now where absent',
  })
  @IsOptional()
  @IsMoment()
  readonly asOf?: string;
}

export class ListEntriesDto extends PageDto {
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly payoutId?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @PlainText(1, 200)
  readonly accountId?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Recorded at or after' })
  @IsOptional()
  @IsTime()
  readonly from?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Recorded before' })
  @IsOptional()
  @IsTime()
  readonly to?: string;
}
