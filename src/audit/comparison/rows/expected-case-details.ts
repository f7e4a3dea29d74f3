import type { CaseEvent, CaseOpened } from '../../../domain/case/events';
import type { Position, RecordedEvent } from '../../../event-store/event-store';

/** What a case's row shows beside its state: texts and times. Times are our clock. */
export interface ExpectedCaseDetails {
  readonly position: Position;
  readonly causeEventId: string;
  readonly causeStreamId: string;
  readonly detail: string;
  readonly openedAt: Date;
  reason: string | null;
  proposedAt: Date | null;
  confirmedAt: Date | null;
  failure: string | null;
  resolvedAt: Date | null;
}

export const newCaseDetails = ({ position }: RecordedEvent, data: CaseOpened): ExpectedCaseDetails => ({
  position,
  causeEventId: data.cause.eventId,
  causeStreamId: data.cause.streamId,
  detail: data.detail,
  openedAt: new Date(data.openedAt),
  reason: null,
  proposedAt: null,
  confirmedAt: null,
  failure: null,
  resolvedAt: null,
});

export function applyCaseEvent(
  shown: ExpectedCaseDetails | undefined,
  body: Exclude<CaseEvent, { type: 'CaseOpened' }>,
): void {
  if (!shown) return;
  if (body.type === 'CaseDecisionProposed') {
    const { reason, proposedAt } = body.data;
    Object.assign(shown, { reason, proposedAt: new Date(proposedAt), confirmedAt: null, failure: null });
  }
  if (body.type === 'CaseDecisionConfirmed') shown.confirmedAt = new Date(body.data.confirmedAt);
  if (body.type === 'CaseDecisionFailed') shown.failure = body.data.refusal;
  if (body.type === 'CaseResolved') shown.resolvedAt = new Date(body.data.resolvedAt);
}
