import type { Currency } from '../../shared/money';
import type { ProviderName } from '../payout/payee';

/** The rules that make payouts and deposits wait for people. One stream has all of them; two people decide each change. */
export type ApprovalRuleEvent =
  | { type: 'ApprovalRuleProposed'; data: ApprovalRuleProposed }
  | { type: 'ApprovalRuleConfirmed'; data: ApprovalRuleConfirmed };

export interface ApprovalRuleProposed {
  ruleId: string;
  /** null: the rule is to end. */
  rule: ApprovalRule | null;
  reason: string;
  /** The API client. */
  proposedBy: string;
  /** Our clock, RFC 3339 UTC. */
  proposedAt: string;
}

/** The last proposal of the rule stands from `effectiveFrom` on. */
export interface ApprovalRuleConfirmed {
  ruleId: string;
  /** From 1: each confirmed change of a rule is a version. */
  version: number;
  confirmedBy: string;
  confirmedAt: string;
  /** RFC 3339 UTC: at the confirmation, or at the later time that the rule names. */
  effectiveFrom: string;
}

/** Since schema version 2 it may be for deposits. */
export interface ApprovalRule {
  /** Missing: for payouts. */
  for?: 'DEPOSIT';
  /** What people read: it goes into every payout or deposit that waits under the rule. */
  text: string;
  conditions: ApprovalConditions;
  /** How many different people have to approve. */
  approvals: number;
  /** How long it waits for people, in hours; null: as long as the setting of the service says. */
  expiryHours: number | null;
  /** RFC 3339 UTC; null: as soon as it is confirmed. */
  effectiveFrom: string | null;
}

/** A payout or deposit meets the conditions when it meets each one that is given. Without any, all meet them. */
export interface ApprovalConditions {
  amountAtLeast?: { amountMinor: bigint; currency: Currency };
  accountId?: string;
  provider?: ProviderName;
  /** The API client that asks for the payout, or records the deposit. */
  clientId?: string;
  /** The account has never completed a payout to this destination. No rule for deposits has it. */
  newPayee?: true;
}

/** What a payout or deposit waits for: decided once, at its request, and never again by the rules of a later day. */
export interface ApprovalDemand {
  /** Every rule that applied. */
  rules: readonly DemandingRule[];
  /** How many different people have to approve: the highest number that a rule asks for. */
  approvals: number;
  /** RFC 3339 UTC: the first expiry of the rules. From then on no person can approve. */
  expiresAt: string;
}

/** A rule as it stood at the request. */
export interface DemandingRule {
  ruleId: string;
  version: number;
  text: string;
}

/** One person has approved; the last one that is needed lets the payout go on. */
export interface PayoutApproved {
  payoutId: string;
  /** The API client. */
  approvedBy: string;
  approvedAt: string;
  /** This is the approval of this number, from 1, of so many. */
  approval: number;
  of: number;
}

/** A person has rejected it: nothing was ever sent, and the hold is released. */
export interface PayoutApprovalRejected {
  payoutId: string;
  rejectedBy: string;
  reason: string;
  rejectedAt: string;
}

/** Not enough people approved in time: nothing was ever sent, and the hold is released. */
export interface PayoutApprovalExpired {
  payoutId: string;
  /** What the request says, and our clock when it was found to be over. */
  expiresAt: string;
  expiredAt: string;
}

interface OfDeposit {
  accountId: string;
  depositId: string;
  currency: Currency;
}

/** One person has approved a deposit; the last one that is needed books it, in the same append. */
export interface DepositApproved extends OfDeposit {
  /** The API client. */
  approvedBy: string;
  approvedAt: string;
  /** This is the approval of this number, from 1, of so many. */
  approval: number;
  of: number;
}

/** A person has rejected it: nothing was ever booked, and its reference is free again. */
export interface DepositApprovalRejected extends OfDeposit {
  rejectedBy: string;
  reason: string;
  rejectedAt: string;
}

/** Not enough people approved in time: nothing was ever booked, and its reference is free again. */
export interface DepositApprovalExpired extends OfDeposit {
  /** What the request says, and our clock when it was found to be over. */
  expiresAt: string;
  expiredAt: string;
}
