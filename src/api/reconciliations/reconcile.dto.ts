import { STATEMENT_FORMATS, type StatementFormat } from '../../commands/reconciliation/statement-ports';
import type { ProviderName } from '../../domain/payout/payee';
import type { ApiClient } from '../auth/keys/api-keys';
import { ChoiceField, ProviderField, ReasonField, TimeField } from '../fields/request-fields';
import { parseTime } from '../fields/times';
import { ProblemError, invalid, problem } from '../problems/problem';
import type { ImportRequest } from './imports/import-record';
import { MappingNameField } from './mappings/mapping.dto';

/** The provider, the form and the period of the statement in the body. */
export class ReconcileDto {
  @ProviderField()
  readonly provider!: ProviderName;
  @ChoiceField(STATEMENT_FORMATS, {
    optional: true,
    description: 'The form of the file; text/csv, application/json or else the content says it where absent',
  })
  readonly format?: StatementFormat | null;
  @MappingNameField({
    optional: true,
    description: 'The mapping by which a CSV file of other columns is read',
  })
  readonly mapping?: string | null;
  @TimeField({ description: 'The period begins here' })
  readonly from!: string;
  @TimeField({ description: 'The period ends before this' })
  readonly to!: string;
  @ReasonField({
    optional: true,
    description:
      'For persons: why the file is imported although it does not look like this period’s. Kept for ever: no personal data',
  })
  readonly acceptBecause?: string | null;
}

/** @throws {ProblemError} when the period does not end after it begins, or when a service accepts a misfit */
export function importRequest(
  { provider, from, to, format, mapping, acceptBecause }: ReconcileDto,
  typed: StatementFormat | undefined,
  { clientName, kind, keyId, requestId }: ApiClient,
): ImportRequest {
  const [begin, end] = [parseTime(from)!, parseTime(to)!];
  if (begin >= end) throw invalid({ field: 'to', message: 'must be after from' });
  if (acceptBecause && kind === 'service')
    throw new ProblemError(problem(403, 'FORBIDDEN', 'acceptBecause is for persons'));
  // A mapping is of a CSV file.
  const known = format ?? (mapping ? 'csv' : typed);
  return {
    client: clientName,
    ...(keyId !== null && { keyId }),
    ...(requestId !== undefined && { requestId }),
    provider,
    from: begin.toISOString(),
    to: end.toISOString(),
    ...(known && { format: known }),
    ...(mapping && { mapping }),
    ...(acceptBecause && { acceptedBecause: acceptBecause }),
  };
}
