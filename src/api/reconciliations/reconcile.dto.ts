import { ApiProperty } from '@nestjs/swagger';
import type { StatementFile } from '../../commands/reconciliation/reconcile-statement';
import { PROVIDER_NAMES, type ProviderName } from '../../domain/payout/payee';
import { IsProviderName } from '../fields/field-rules';
import { IsTime, parseTime } from '../fields/times';
import { invalid } from '../problems/problem';

/** Of which provider, and for which period, the statement in the body is. */
export class ReconcileDto {
  @ApiProperty({ enum: PROVIDER_NAMES })
  @IsProviderName()
  readonly provider!: ProviderName;

  @ApiProperty({ type: String, format: 'date-time', description: 'The period begins here' })
  @IsTime()
  readonly from!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'The period ends before this' })
  @IsTime()
  readonly to!: string;
}

/** @throws {ProblemError} the period is none */
export function statementFile(
  { provider, from, to }: ReconcileDto,
  mediaType: StatementFile['mediaType'],
  text: string,
): StatementFile {
  const period = { from: parseTime(from)!, to: parseTime(to)! };
  if (period.from >= period.to) throw invalid({ field: 'to', message: 'must be after from' });
  return { provider, mediaType, text, ...period };
}
