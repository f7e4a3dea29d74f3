import type { SuspenseDirection } from '../account/events';

/** What needs a person: opened by what happened, closed by people's decision or by evidence that arrived after all. */
export type CaseEvent =
  | { type: 'CaseOpened'; data: CaseOpened }
  | { type: 'CaseDecisionProposed'; data: DecisionProposed }
  | { type: 'CaseDecisionConfirmed'; data: { caseId: string; confirmedBy: string; confirmedAt: string } }
  /** What was decided could not be carried out: the case stands open again. */
  | { type: 'CaseDecisionFailed'; data: { caseId: string; refusal: string } }
  | { type: 'CaseResolved'; data: CaseResolved };

export const CASE_KINDS = [
  'NOTIFICATION_QUARANTINED',
  'OUTCOME_CONTRADICTED',
  'OUTCOME_UNKNOWN',
  'FEE_ABOVE_HOLD',
  'RECONCILIATION_BREAK',
  'DEPOSIT_CORRECTION',
  'FLOAT_SHORT',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export interface CaseOpened {
  caseId: string;
  kind: CaseKind;
  /** null where the payout is not known. */
  payoutId: string | null;
  /** The event that opened it: the id, and where it stands. */
  cause: { eventId: string; streamId: string };
  /** What is wrong, in words that hold no personal data. */
  detail: string;
  /** Our clock, RFC 3339 UTC. */
  openedAt: string;
}

export interface DecisionProposed {
  caseId: string;
  decision: CaseDecision;
  reason: string;
  /** The API client. */
  proposedBy: string;
  proposedAt: string;
}

export interface CaseResolved {
  caseId: string;
  /** EVIDENCE: the payout came to its end by evidence, so that there is nothing left to decide. */
  resolution: CaseDecision['type'] | 'EVIDENCE';
  resolvedAt: string;
}

/**
 * - ACCEPT_EVIDENCE: what the case's evidence says is applied; `payoutId` names the payout where the evidence does not. Of
 *   a charge above the hold: it stays on suspense, the house bears it.
 * - MARK_PAID: the payout was paid; a fee of null is the one expected at the request.
 * - MARK_FAILED: it was not paid, and never will be.
 * - CHARGE_CUSTOMER: of what the payout cost above its hold the customer pays this amount, at most what is available; the
 *   house bears what is left of it.
 * - WRITE_OFF: an amount at the provider is put on suspense; a payout that is under way fails with it, so that its
 *   customer has the hold back and the house carries the doubt.
 * - REVERSE_DEPOSIT: a deposit was entered wrongly and is taken back, whole; `overdraftMinor` is how far below zero
 *   people know that this may take what is available.
 * - SEND_AGAIN: the same order is sent once more, under the same reference and key, while its outcome is not known.
 * - DISMISS: nothing is to be done.
 */
export type CaseDecision =
  | { type: 'ACCEPT_EVIDENCE'; payoutId: string | null }
  | { type: 'MARK_PAID'; feeAmountMinor: bigint | null; endToEndId: string | null }
  | { type: 'MARK_FAILED' }
  | { type: 'CHARGE_CUSTOMER'; amountMinor: bigint }
  | { type: 'WRITE_OFF'; amountMinor: bigint; direction: SuspenseDirection }
  | ReverseDepositDecision
  | { type: 'SEND_AGAIN' }
  | { type: 'DISMISS' };

export interface ReverseDepositDecision {
  type: 'REVERSE_DEPOSIT';
  accountId: string;
  depositId: string;
  amountMinor: bigint;
  overdraftMinor: bigint;
}

/** Two people, not one, move money. */
export const needsSecondPerson = (decision: CaseDecision): boolean => decision.type !== 'DISMISS';
