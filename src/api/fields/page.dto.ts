import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { DEFAULT_LIMIT, MAX_LIMIT } from './cursor';
import { Pattern, FieldRule } from './field-rules';

const isLimit = (value: unknown): boolean =>
  typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT;

/** The parameters of every list. */
export class PageDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @IsOptional()
  @FieldRule(`must be a whole number from 1 to ${MAX_LIMIT}`, isLimit)
  readonly limit?: string;

  @ApiPropertyOptional({ type: String, description: 'The nextCursor of the page before' })
  @IsOptional()
  @Pattern(/^[A-Za-z0-9_-]{1,400}$/, 'a nextCursor as it was answered')
  readonly cursor?: string;
}

export const limitOf = (page: PageDto): number =>
  page.limit === undefined ? DEFAULT_LIMIT : Number(page.limit);
