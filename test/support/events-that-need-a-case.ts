import type { AccountEvent } from '../../src/domain/account/events';
import type { CaseEvent, CaseKind } from '../../src/domain/case/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent, PayoutOutcomeContradicted } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import type { AlarmEvent } from '../../src/event-store/log/proof-events';

type Event = AlarmEvent | AccountEvent | CaseEvent | NotificationEvent | PayoutEvent;

/** The payouts that stand in front of a person: an unresolved case names them. */
export function openCasesIn(events: readonly RecordedEvent[]): string[] {
  const open = new Map<string, string>();
  for (const { body } of events) {
    const event = body as Event;
    if (event.type === 'CaseOpened' && event.data.payoutId) open.set(event.data.caseId, event.data.payoutId);
    if (event.type === 'CaseResolved') open.delete(event.data.caseId);
  }
  return [...new Set(open.values())];
}

/** An event that needs a person, and the kind of case that it is to open. */
export interface NeedsPerson {
  readonly event: RecordedEvent;
  readonly kind: CaseKind;
  readonly payoutId: string | null;
}

/**
 * What the history itself says that needs a person, by rules of its own: a notification was quarantined, an outcome was
 * contradicted, more was charged than held, or a payout's last word is a doubt that nothing but a person can end.
 */
export function needingPerson(events: readonly RecordedEvent[]): NeedsPerson[] {
  const needs: NeedsPerson[] = [];
  const doubts = new Map<string, NeedsPerson>();
  for (const event of events) {
    const body = event.body as Event;
    switch (body.type) {
      case 'NotificationQuarantined':
        if (body.data.sameAsEventId === undefined)
          needs.push({ event, kind: 'NOTIFICATION_QUARANTINED', payoutId: body.data.payoutId });
        break;
      case 'ProofHistoryContradicted':
        needs.push({ event, kind: 'PROOF_LOG_CONTRADICTED', payoutId: null });
        break;
      case 'ProofWitnessRefused':
        needs.push({ event, kind: 'WITNESS_REFUSED', payoutId: null });
        break;
      case 'ClosedAccountMoved':
        needs.push({ event, kind: 'CLOSED_ACCOUNT', payoutId: body.data.payoutId });
        break;
      case 'PayoutOutcomeContradicted':
        needs.push({ event, kind: 'OUTCOME_CONTRADICTED', payoutId: body.data.payoutId });
        break;
      case 'HoldCaptured': {
        const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor } = body.data;
        if (originalAmountMinor + feeAmountMinor > heldAmountMinor)
          needs.push({ event, kind: 'FEE_ABOVE_HOLD', payoutId });
        break;
      }
      case 'ReleaseReversed':
        if ((body.data.excessMinor ?? 0n) > 0n)
          needs.push({ event, kind: 'FEE_ABOVE_HOLD', payoutId: body.data.payoutId });
        break;
      case 'PayoutOutcomeUnknown': {
        const { payoutId, needsPerson } = body.data;
        if (needsPerson) doubts.set(payoutId, { event, kind: 'OUTCOME_UNKNOWN', payoutId });
        break;
      }
      case 'PayoutSubmitted':
      case 'PayoutCompleted':
      case 'PayoutFailed':
        doubts.delete(body.data.payoutId);
        break;
      default:
    }
  }
  return [...needs, ...doubts.values()];
}

/** What needs a person and has no case: opened by this very event, of the right kind, naming the payout. */
export function withoutCase(events: readonly RecordedEvent[]): NeedsPerson[] {
  const opened = new Set<string>();
  for (const { body } of events) {
    const event = body as Event;
    if (event.type !== 'CaseOpened') continue;
    const { kind, payoutId, cause } = event.data;
    opened.add(JSON.stringify([cause.eventId, cause.streamId, kind, payoutId]));
  }
  return needingPerson(events).filter(need => {
    const { event, kind, payoutId } = need;
    return (
      !opened.has(JSON.stringify([event.id, event.streamId, kind, payoutId])) && !isToldBefore(need, events)
    );
  });
}

/** A claim of the opposite end has one case, whichever telling of it came first. */
function isToldBefore({ event, kind, payoutId }: NeedsPerson, events: readonly RecordedEvent[]): boolean {
  if (kind !== 'OUTCOME_CONTRADICTED') return false;
  const { stands, claimed } = event.body.data as PayoutOutcomeContradicted;
  if (claimed === stands || claimed === 'ACCEPTED' || claimed === 'RETURNED') return false;
  return events.some(({ body }) => {
    const opened = body as Event;
    if (opened.type !== 'CaseOpened' || opened.data.payoutId !== payoutId) return false;
    return (
      opened.data.kind === 'RECONCILIATION_BREAK' ||
      opened.data.detail.startsWith(`${stands} stands, ${claimed} is claimed`)
    );
  });
}
