import type { StatementFile } from '../../commands/reconciliation/statement-ports';
import type { ProviderName } from '../../domain/payout/payee';
import { ProviderField, TimeField } from '../fields/request-fields';
import { parseTime } from '../fields/times';
import { invalid } from '../problems/problem';

/** The provider and the period of the statement in the body. */
export class ReconcileDto {
  @ProviderField()
  readonly provider!: ProviderName;
  @TimeField({ description: 'The period begins here' })
  readonly from!: string;
  @TimeField({ description: 'The period ends before this' })
  readonly to!: string;
}

/** @throws {ProblemError} when the period does not end after it begins */
export function statementFile(
  { provider, from, to }: ReconcileDto,
  mediaType: StatementFile['mediaType'],
  text: string,
): StatementFile {
  const period = { from: parseTime(from)!, to: parseTime(to)! };
  if (period.from >= period.to) throw invalid({ field: 'to', message: 'must be after from' });
  return { provider, mediaType, text, ...period };
}
