import {
  STATEMENT_FORMATS,
  type StatementFile,
  type StatementFormat,
} from '../../commands/reconciliation/statement-ports';
import type { ProviderName } from '../../domain/payout/payee';
import { ChoiceField, ProviderField, TimeField } from '../fields/request-fields';
import { parseTime } from '../fields/times';
import { invalid } from '../problems/problem';

/** The provider, the form and the period of the statement in the body. */
export class ReconcileDto {
  @ProviderField()
  readonly provider!: ProviderName;
  @ChoiceField(STATEMENT_FORMATS, {
    optional: true,
    description: 'The form of the file; text/csv, application/json or else the content says it where absent',
  })
  readonly format?: StatementFormat | null;
  @TimeField({ description: 'The period begins here' })
  readonly from!: string;
  @TimeField({ description: 'The period ends before this' })
  readonly to!: string;
}

/** @throws {ProblemError} when the period does not end after it begins */
export function statementFile(
  { provider, from, to, format }: ReconcileDto,
  typed: StatementFormat | undefined,
  bytes: Uint8Array,
): StatementFile {
  const known = format ?? typed;
  const period = { from: parseTime(from)!, to: parseTime(to)! };
  if (period.from >= period.to) throw invalid({ field: 'to', message: 'must be after from' });
  return { provider, bytes, ...(known && { format: known }), ...period };
}
