import type { LimitRefusal, LimitScope } from '../domain/limits/events';
import type { ApprovalDemand } from '../domain/approval/events';
import type { AccountOwner, DepositEvidence } from '../domain/account/events';
import { comparePositions, type Position } from '../event-store/event-store';
import type { ProviderName } from '../domain/payout/payee';
import type { Currency } from '../shared/money';
import type { Result } from '../shared/result';
import type { Blocker } from './periods/blockers';
import type { ProviderMode } from '../domain/payout/provider-mode';
import type { PayoutWarning } from '../domain/payout/events';
import type { Payee } from '../domain/payout/payee';

/** The kinds of evidence on which the bound of a decision's amount rests. */
export { BOUND_SOURCES, type BoundSource } from '../domain/case/events';

/** What can keep a period from being closed. */
export { BLOCKER_KINDS } from './periods/blockers';

/** Every refusal a command can meet, in the API's words. */
export type RefusalCode =
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_EXISTS'
  | 'ACCOUNT_CLOSED'
  | 'ACCOUNT_NOT_CLOSABLE'
  | 'ACCOUNT_NOT_CLOSED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'EXTERNAL_REFERENCE_USED'
  | 'CURRENCY_MISMATCH'
  | 'DESTINATION_NOT_SUPPORTED'
  | 'CALLBACK_NOT_ALLOWED'
  | 'INSUFFICIENT_FUNDS'
  | 'AMOUNT_INVALID'
  | 'PAYEE_INVALID'
  | 'EVIDENCE_INVALID'
  | 'DEPOSIT_NOT_FOUND'
  | 'WOULD_OVERDRAW'
  | 'CASE_NOT_FOUND'
  | 'CASE_RESOLVED'
  | 'CASE_DECIDED'
  | 'SECOND_PERSON_REQUIRED'
  | 'REQUESTER_CANNOT_DECIDE'
  | 'KEY_MAKER_CANNOT_CONFIRM'
  | 'LIMIT_EXCEEDED'
  | 'LIMIT_CHANGE_NOT_FOUND'
  | 'PAYOUT_NOT_FOUND'
  | 'PAYOUT_REJECTED'
  | 'PAYOUT_APPROVED'
  | 'DEPOSIT_APPROVED'
  | 'APPROVAL_NOT_NEEDED'
  | 'APPROVAL_REJECTED'
  | 'APPROVAL_EXPIRED'
  | 'REQUESTER_CANNOT_APPROVE'
  | 'TOTALS_DIFFER'
  | 'RULE_NOT_FOUND'
  | 'RULE_INVALID'
  | 'MAPPING_NOT_FOUND'
  | 'MAPPING_OF_ANOTHER_PROVIDER'
  | 'STATEMENT_NOT_OF_PERIOD'
  | 'PERIOD_BLOCKED'
  | 'PERIOD_NOT_CLOSED'
  | 'FEES_NOT_OWED'
  | 'DECISION_NOT_POSSIBLE'
  | 'AMOUNT_ABOVE_EVIDENCE';

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** What the answer shows as fields of its own: figures as decimal strings, ids. */
  readonly facts?: Readonly<Record<string, string>>;
  /** PAYEE_INVALID: the path of the field in the request. */
  readonly field?: string;
  /** EVIDENCE_INVALID: every fault, with the path of its field in the request. */
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
  /** ACCOUNT_NOT_CLOSABLE: everything that stands in the way. */
  readonly obstacles?: ClosingObstacles;
  /** LIMIT_EXCEEDED: which one, and what is left of it. */
  readonly limit?: LimitRefusal;
  /** PERIOD_BLOCKED: everything that keeps the period open. */
  readonly blockers?: readonly Blocker[];
}

/** What keeps an account from being closed; nothing does where all are zero and empty. */
export interface ClosingObstacles {
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  readonly currency: Currency;
  /** Deposits that wait for people. */
  readonly depositIds: readonly string[];
  /** Payouts without an end, the oldest first. */
  readonly payoutIds: readonly string[];
  /** Cases that are not resolved, the oldest first. */
  readonly caseIds: readonly string[];
}

export const refusal = (code: RefusalCode, message: string): Refusal => ({ code, message });

/** A command's answer and the place in `$all` from which a query sees its effect. */
export interface CommandResult<Body> {
  readonly body: Body;
  readonly position: Position;
}

/** The place of the last effect of many results; null where none of them had one. */
export const lastPosition = (results: readonly Result<CommandResult<unknown>, Refusal>[]): Position | null =>
  results.reduce<Position | null>((last, result) => {
    if (!result.ok) return last;
    const { position } = result.value;
    return last && comparePositions(position, last) <= 0 ? last : position;
  }, null);

export interface OpenedAccount {
  accountId: string;
  name: string;
  currency: Currency;
  owner: AccountOwner | null;
}

export interface ClosedAccount {
  accountId: string;
  /** RFC 3339 UTC. */
  closedAt: string;
}

export interface Deposit {
  depositId: string;
  accountId: string;
  amountMinor: bigint;
  currency: Currency;
  provider: ProviderName;
  reference: string;
  /** RFC 3339 UTC. */
  depositedAt: string;
  evidence: DepositEvidence | null;
}

/** A deposit that waits for people, as it was recorded: a repeat of the request gets the same again. */
export interface WaitingDeposit extends Omit<Deposit, 'depositedAt'> {
  /** RFC 3339 UTC. */
  requestedAt: string;
  approval: ApprovalDemand;
}

/** The payout as it was accepted: a repeat of the request gets the same again. */
export interface AcceptedPayout {
  payoutId: string;
  accountId: string;
  provider: ProviderName;
  /** null: not known of a payout of before it was kept. */
  mode: ProviderMode | null;
  currency: Currency;
  amountMinor: bigint;
  heldAmountMinor: bigint;
  externalReference: string;
  description: string | null;
  payee: Payee;
  warnings: readonly PayoutWarning[];
  /** The earlier payout to the same payee of the same amount; null: no limit on duplicates saw one. */
  duplicateOf: string | null;
  /** null: no rule applied, and it goes its way at once. */
  approval: ApprovalDemand | null;
  /** null: the request named none. */
  callbackUrl: string | null;
  /** RFC 3339 UTC. */
  requestedAt: string;
}

/** PROPOSED: another person has to confirm it. CONFIRMED: it is final and being carried out. */
export interface CaseDecisionResult {
  caseId: string;
  status: 'PROPOSED' | 'CONFIRMED';
}

/** UNCHANGED: there is no such limit. PROPOSED: another person has to confirm it. CONFIRMED: it takes effect at `effectiveFrom`. */
export interface LimitChangeResult {
  scope: LimitScope;
  /** null: the limit has had no decision. */
  changeId: string | null;
  status: 'UNCHANGED' | 'PROPOSED' | 'CONFIRMED' | 'WITHDRAWN';
  /** RFC 3339 UTC; null: not decided. */
  effectiveFrom: string | null;
}

/** A payout after one person's decision: who decides later changes nothing in it. */
export interface ApprovalResult {
  payoutId: string;
  status: 'AWAITING_APPROVAL' | 'PROCESSING' | 'REJECTED';
  /** How many people had approved by then, and how many have to. */
  approvals: number;
  needed: number;
}

/** A deposit after one person's decision: who decides later changes nothing in it. */
export interface DepositApprovalResult {
  depositId: string;
  status: 'AWAITING_APPROVAL' | 'BOOKED' | 'REJECTED';
  /** How many people had approved by then, and how many have to. */
  approvals: number;
  needed: number;
}

/** PROPOSED: another person has to confirm it. */
export interface RuleDecisionResult {
  ruleId: string;
  status: 'PROPOSED' | 'CONFIRMED';
  /** The last version that was confirmed; null: none was. */
  version: number | null;
  /** RFC 3339 UTC; null while it is proposed. */
  effectiveFrom: string | null;
}

/** PROPOSED: nothing is booked until another person confirms it. */
export interface FeeSettlementResult {
  settlementId: string;
  status: 'PROPOSED' | 'SETTLED';
}

/** PROPOSED: the period stays closed until another person confirms. */
export interface PeriodReopening {
  period: string;
  status: 'PROPOSED' | 'REOPENED';
}
