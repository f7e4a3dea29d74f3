import { STATEMENT_FORMATS, type StatementFormat } from '../../commands/reconciliation/statement-ports';
import type { ProviderName } from '../../domain/payout/payee';
import type { ApiClient } from '../auth/keys/api-keys';
import { WithFile } from '../export/file.dto';
import { PageDto } from '../fields/page.dto';
import { periodOf } from '../fields/periods/period';
import { DayOrTimeField, NoFields, WithTimeZone } from '../fields/periods/period.dto';
import { ChoiceField, ProviderField, ReasonField } from '../fields/request-fields';
import { ProblemError, problem } from '../problems/problem';
import type { ImportRequest } from './imports/import-record';
import { MappingNameField } from './mappings/mapping.dto';

/** The provider, the form and the period of the statement in the body. */
export class ReconcileDto extends WithTimeZone(NoFields) {
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
  @DayOrTimeField('The period begins here', '2026-03-01', false)
  readonly from!: string;
  @DayOrTimeField('The period ends before this', '2026-04-01', false)
  readonly to!: string;
  @ReasonField({
    optional: true,
    description:
      'For persons: why the file is imported although it does not look like this period’s. Kept for ever: no personal data',
  })
  readonly acceptBecause?: string | null;
}

/** How the result of a statement is read. */
export class ReconciliationDto extends WithFile(WithTimeZone(PageDto)) {}

/** @throws {ProblemError} when the period does not end after it begins, or when a service accepts a misfit */
export function importRequest(
  query: ReconcileDto,
  typed: StatementFormat | undefined,
  { clientName, kind, keyId, requestId }: ApiClient,
): ImportRequest {
  const { provider, format, mapping, acceptBecause } = query;
  const { from, to } = periodOf(query);
  if (acceptBecause && kind === 'service')
    throw new ProblemError(problem(403, 'FORBIDDEN', 'acceptBecause is for persons'));
  // A mapping is of a CSV file.
  const known = format ?? (mapping ? 'csv' : typed);
  return {
    client: clientName,
    ...(keyId !== null && { keyId }),
    ...(requestId !== undefined && { requestId }),
    provider,
    from: from!.toISOString(),
    to: to!.toISOString(),
    ...(known && { format: known }),
    ...(mapping && { mapping }),
    ...(acceptBecause && { acceptedBecause: acceptBecause }),
  };
}
