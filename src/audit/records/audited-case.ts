import type { CaseDecision, CaseEvent, CaseKind, CaseResolved } from '../../domain/case/events';
import type { ReportDifference } from '../difference';

/** One case as the audit keeps it. */
export interface AuditedCase {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly payoutId: string | null;
  status: 'OPEN' | 'PROPOSED' | 'CONFIRMED' | 'RESOLVED';
  /** The last one proposed; it stays when it could not be carried out. */
  decision: CaseDecision | null;
  proposedBy: string | null;
  confirmedBy: string | null;
  resolution: CaseResolved['resolution'] | null;
  /** The ids of the events by which decisions became final, and what was decided. */
  readonly decided: Map<string, CaseDecision>;
}

type LaterCaseEvent = Exclude<CaseEvent, { type: 'CaseOpened' }>;

export const newCase = ({
  caseId,
  kind,
  payoutId,
}: Extract<CaseEvent, { type: 'CaseOpened' }>['data']): AuditedCase => ({
  caseId,
  kind,
  payoutId,
  status: 'OPEN',
  decision: null,
  proposedBy: null,
  confirmedBy: null,
  resolution: null,
  decided: new Map(),
});

/** Keeps one event in the case's book, reporting what may not be. `eventId`: the event's own. */
export function applyCaseEvent(
  book: AuditedCase,
  event: LaterCaseEvent,
  eventId: string,
  report: ReportDifference,
): void {
  if (book.status === 'RESOLVED') report('I16', `${event.type} after the case was resolved`);
  switch (event.type) {
    case 'CaseDecisionProposed': {
      if (book.status === 'CONFIRMED') report('I16', 'a decision is proposed after another became final');
      const { decision, proposedBy } = event.data;
      Object.assign(book, { status: 'PROPOSED', decision, proposedBy, confirmedBy: null });
      return;
    }
    case 'CaseDecisionConfirmed':
      return applyConfirmation(book, event.data.confirmedBy, eventId, report);
    case 'CaseDecisionFailed':
      if (book.status !== 'CONFIRMED') report('I16', `a decision failed although the case is ${book.status}`);
      book.status = 'OPEN';
      return;
    case 'CaseResolved': {
      const { resolution } = event.data;
      const byDecision = book.status === 'CONFIRMED' && book.decision?.type === resolution;
      const byEvidence = book.status !== 'CONFIRMED' && resolution === 'EVIDENCE';
      if (!byDecision && !byEvidence)
        report('I16', `resolved by ${resolution} although it is ${book.status}`);
      Object.assign(book, { status: 'RESOLVED', resolution });
    }
  }
}

/** I16: what moves money is decided by two different people. */
function applyConfirmation(
  book: AuditedCase,
  confirmedBy: string,
  eventId: string,
  report: ReportDifference,
): void {
  const { decision, proposedBy } = book;
  if (book.status !== 'PROPOSED' || !decision) {
    return report('I16', `a decision became final although the case is ${book.status}`);
  }
  if (decision.type !== 'DISMISS' && proposedBy === confirmedBy) {
    report('I16', `${decision.type} was proposed and confirmed by one person`);
  }
  Object.assign(book, { status: 'CONFIRMED', confirmedBy });
  book.decided.set(eventId, decision);
}
