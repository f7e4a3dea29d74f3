import type { CaseCommand, CommandOf } from '../../../src/domain/case/case';
import { amountAskedBy } from '../../../src/domain/case/decision-bound';
import type {
  CaseDecision,
  CaseEvent,
  CaseKind,
  CaseOpened,
  CaseResolved,
  DecisionBound,
} from '../../../src/domain/case/events';

const OPENED_AT = '2026-01-02T03:04:05.000Z';
const DECIDED_AT = '2026-01-03T03:04:05.000Z';

const opening = (over: Partial<CaseOpened> = {}): CaseOpened => ({
  caseId: 'case-1',
  kind: 'OUTCOME_CONTRADICTED',
  payoutId: 'payout-1',
  cause: { eventId: 'cause-1', streamId: 'payout-payout-1' },
  detail: 'failed after it was completed',
  openedAt: OPENED_AT,
  ...over,
});

export const openCase = (over: Partial<CaseOpened> = {}): CaseCommand => ({
  type: 'OpenCase',
  opened: opening(over),
});
/** What a payout of R$ 50.00 and its fee cost. */
export const BOUND: DecisionBound = { amountMinor: 5_031n, currency: 'BRL', restsOn: 'PAYOUT_COST' };
export const decide = (person: string, decision: CaseDecision, reason = 'seen'): CommandOf<'DecideCase'> => ({
  type: 'DecideCase',
  decision,
  reason,
  person,
  now: DECIDED_AT,
  bound: BOUND,
});
export const failDecision: CaseCommand = { type: 'FailDecision', refusal: 'PAYOUT_RETURNED' };
export const resolve = (resolution: CaseResolved['resolution']): CaseCommand => ({
  type: 'ResolveCase',
  resolution,
  now: DECIDED_AT,
});

export const MARK_FAILED: CaseDecision = { type: 'MARK_FAILED' };
export const DISMISS: CaseDecision = { type: 'DISMISS' };
export const markedPaid = (feeAmountMinor: bigint | null = null): CaseDecision => ({
  type: 'MARK_PAID',
  feeAmountMinor,
  endToEndId: null,
});
export const writtenOff = (amountMinor = 5_000n): CaseDecision => ({
  type: 'WRITE_OFF',
  amountMinor,
  direction: 'LEFT_FLOAT',
});
export const accepted = (payoutId: string | null = null): CaseDecision => ({
  type: 'ACCEPT_EVIDENCE',
  payoutId,
});

export const caseOpened = (over: Partial<CaseOpened> = {}): CaseEvent => ({
  type: 'CaseOpened',
  data: opening(over),
});
export const opened = (kind: CaseKind, payoutId: string | null = 'payout-1'): CaseEvent =>
  caseOpened({ kind, payoutId });
/** A decision that names an amount says what the amount was compared with. */
function judged(decision: CaseDecision) {
  const asked = amountAskedBy(decision);
  if (asked === null) return {};
  return { bound: asked > BOUND.amountMinor ? { ...BOUND, amountMinor: asked } : BOUND };
}
export const proposed = (
  proposedBy: string,
  decision: CaseDecision = MARK_FAILED,
  reason = 'seen',
): CaseEvent => ({
  type: 'CaseDecisionProposed',
  data: { caseId: 'case-1', decision, reason, proposedBy, proposedAt: DECIDED_AT, ...judged(decision) },
});
export const confirmed = (confirmedBy: string, decision: CaseDecision = MARK_FAILED): CaseEvent => ({
  type: 'CaseDecisionConfirmed',
  data: { caseId: 'case-1', confirmedBy, confirmedAt: DECIDED_AT, ...judged(decision) },
});
export const decisionFailed: CaseEvent = {
  type: 'CaseDecisionFailed',
  data: { caseId: 'case-1', refusal: 'PAYOUT_RETURNED' },
};
export const resolved = (resolution: CaseResolved['resolution']): CaseEvent => ({
  type: 'CaseResolved',
  data: { caseId: 'case-1', resolution, resolvedAt: DECIDED_AT },
});
