import { columnsOf, type Column } from '../export/column';
import type { CaseResponse } from './case.response';

const { text, amount, time } = columnsOf<CaseResponse>();

/** Cases as a file, each with its last decision. */
export const CASE_COLUMNS: readonly Column<CaseResponse>[] = [
  text('id'),
  text('kind'),
  text('status'),
  text('payoutId'),
  text('detail'),
  time('openedAt'),
  text('decision', ({ decision }) => decision?.type ?? null),
  amount('decisionAmount', ({ decision }) => decision?.amount ?? null),
  text('reason', ({ decision }) => decision?.reason ?? null),
  text('proposedBy', ({ decision }) => decision?.proposedBy ?? null),
  time('proposedAt', ({ decision }) => decision?.proposedAt ?? null),
  text('confirmedBy', ({ decision }) => decision?.confirmedBy ?? null),
  time('confirmedAt', ({ decision }) => decision?.confirmedAt ?? null),
  text('failure', ({ decision }) => decision?.failure ?? null),
  text('resolution'),
  time('resolvedAt'),
  text('causeEventId', ({ cause }) => cause.eventId),
  text('causeStream', ({ cause }) => cause.stream),
];
