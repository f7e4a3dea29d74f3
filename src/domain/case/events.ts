import type { SuspenseDirection } from '../account/events';
import type { Currency } from '../../shared/money';

/** What needs a person: opened by what happened, closed by people's decision or by evidence that arrived after all. */
export type CaseEvent =
  | { type: 'CaseOpened'; data: CaseOpened }
  | { type: 'CaseDecisionProposed'; data: DecisionProposed }
  | { type: 'CaseDecisionConfirmed'; data: DecisionConfirmed }
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
  'CLOSED_ACCOUNT',
  'FLOAT_SHORT',
  'PROOF_LOG_CONTRADICTED',
  'WITNESS_REFUSED',
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

interface DecisionProposed {
  caseId: string;
  decision: CaseDecision;
  reason: string;
  /** The API client. */
  proposedBy: string;
  proposedAt: string;
  bound?: Bound;
}

interface DecisionConfirmed {
  caseId: string;
  confirmedBy: string;
  confirmedAt: string;
  bound?: Bound;
}

/** What the named amount was compared with, since schema version 2. Absent: the decision names none, or it is of version 1. */
type Bound = DecisionBound;

/** The most that a decision may move, and the part of the case's evidence that says so. */
export interface DecisionBound {
  amountMinor: bigint;
  currency: Currency;
  restsOn: BoundSource;
}

/**
 * `CLAIM`: what the provider reported. `STATEMENT_LINE`: a line of its statement. `CHARGE`: what it charged above the
 * hold. `PAYOUT_COST`: the payout's amount and the fee held for it. `DEPOSIT`: the deposit's own amount.
 */
export const BOUND_SOURCES = ['CLAIM', 'STATEMENT_LINE', 'CHARGE', 'PAYOUT_COST', 'DEPOSIT'] as const;
export type BoundSource = (typeof BOUND_SOURCES)[number];

export interface CaseResolved {
  caseId: string;
  /** EVIDENCE: the payout came to its end by evidence, so that there is nothing left to decide. */
  resolution: CaseDecision['type'] | 'EVIDENCE';
  resolvedAt: string;
}

/**
 * `ACCEPT_EVIDENCE`: the saga applies what the case's evidence says. `payoutId` names the payout where the evidence
 * does not. A charge above the hold stays on suspense, and the house bears it.
 * `MARK_PAID`: the payout was paid; a fee of null is the fee that was expected at the request.
 * `MARK_FAILED`: the payout was not paid, and never will be.
 * `CHARGE_CUSTOMER`: the customer pays this amount of the excess, at most what is available. The house bears the rest.
 * `WRITE_OFF`: an amount at the provider is put on suspense. A payout that is under way fails with it: its hold is
 * released and the house bears the risk.
 * `REVERSE_DEPOSIT`: a deposit was entered wrongly and is reversed, whole. `overdraftMinor` is how far below zero
 * people know that this can take the available balance.
 * `REOPEN_ACCOUNT`: a closed account is an ordinary one again, so that what is on it can be paid out.
 * `SEND_AGAIN`: the same order is sent once more, under the same reference and key, while its outcome is not known.
 * `DISMISS`: nothing is to be done.
 */
export type CaseDecision =
  | { type: 'ACCEPT_EVIDENCE'; payoutId: string | null }
  | { type: 'MARK_PAID'; feeAmountMinor: bigint | null; endToEndId: string | null }
  | { type: 'MARK_FAILED' }
  | { type: 'CHARGE_CUSTOMER'; amountMinor: bigint }
  | { type: 'WRITE_OFF'; amountMinor: bigint; direction: SuspenseDirection }
  | ReverseDepositDecision
  | { type: 'REOPEN_ACCOUNT'; accountId: string }
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
