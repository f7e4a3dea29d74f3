import { PageDto } from '../../fields/page.dto';
import { periodOf } from '../../fields/periods/period';
import { WithPeriod } from '../../fields/periods/period.dto';
import { ChoiceField, TextField } from '../../fields/request-fields';
import { invalid } from '../../problems/problem';
import { SECURITY_KINDS, type SecurityKind } from './security-event';

const DAY_MS = 86_400_000;
const MAX_DAYS = 31;

export class SecurityEventsDto extends WithPeriod(PageDto, 'Recorded', '; at most 31 days after `from`') {
  @ChoiceField(SECURITY_KINDS, { optional: true })
  readonly kind?: SecurityKind;
  @TextField(1, 300, { optional: true, example: 'shop' })
  readonly client?: string;
}

/** The last day where nothing is said. @throws {ProblemError} The period is too long, or ends before it begins. */
export function securityPeriod(
  query: SecurityEventsDto,
  now: Date,
): { readonly from: Date; readonly to: Date } {
  const given = periodOf(query);
  const to =
    given.to ?? new Date(given.from ? Math.min(now.getTime() + 1, ends(given.from)) : now.getTime() + 1);
  const from = given.from ?? new Date(to.getTime() - DAY_MS);
  if (to.getTime() - from.getTime() > MAX_DAYS * DAY_MS)
    throw invalid({ field: 'to', message: `must be at most ${MAX_DAYS} days after \`from\`` });
  return { from, to };
}

const ends = (from: Date): number => from.getTime() + MAX_DAYS * DAY_MS;
