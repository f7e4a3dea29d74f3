import { CASE_KINDS, CASE_STATUSES, type CaseKind } from '../../queries/cases/case-view';
import type { CaseFilters } from '../../queries/cases/list-cases';
import { WithFile } from '../export/file.dto';
import { PageDto } from '../fields/page.dto';
import { periodOf } from '../fields/periods/period';
import { WithPeriod } from '../fields/periods/period.dto';
import { ChoiceField, TextField } from '../fields/request-fields';

const STATUSES = [...CASE_STATUSES, 'ALL'] as const;

export class ListCasesDto extends WithFile(WithPeriod(PageDto, 'Opened')) {
  @ChoiceField(STATUSES, {
    optional: true,
    default: 'OPEN',
    description: 'OPEN: everything that is not resolved, proposed and confirmed decisions too',
  })
  readonly status?: (typeof STATUSES)[number];

  @ChoiceField(CASE_KINDS, { optional: true })
  readonly kind?: CaseKind;

  @TextField(1, 200, { optional: true })
  readonly payoutId?: string;
}

export const caseFilters = (query: ListCasesDto): CaseFilters => ({
  status: query.status === undefined || query.status === 'OPEN' ? 'UNRESOLVED' : query.status,
  kind: query.kind,
  payoutId: query.payoutId,
  ...periodOf(query),
});
