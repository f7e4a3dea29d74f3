import type { Currency } from '../../shared/money';
import type {
  ApprovalDemand,
  DepositApprovalExpired,
  DepositApprovalRejected,
  DepositApproved,
} from '../approval/events';
import type { LimitsApplied, LimitsExceeded } from '../limits/events';
import type { ProviderName } from '../payout/payee';

/**
 * FundsHeld and HoldRefused are the account's one result for a payout's request, for ever. A later repeat of the
 * request gets the same result. HoldRefused moves no money.
 */
export type AccountEvent =
  | { type: 'AccountOpened'; data: AccountOpened }
  | { type: 'AccountClosed'; data: AccountClosed }
  | { type: 'AccountReopened'; data: AccountReopened }
  | { type: 'ClosedAccountMoved'; data: ClosedAccountMoved }
  | { type: 'FundsDeposited'; data: FundsDeposited }
  | { type: 'DepositRequested'; data: DepositRequested }
  | { type: 'DepositApproved'; data: DepositApproved }
  | { type: 'DepositApprovalRejected'; data: DepositApprovalRejected }
  | { type: 'DepositApprovalExpired'; data: DepositApprovalExpired }
  | { type: 'FundsHeld'; data: FundsHeld }
  | { type: 'HoldRefused'; data: HoldRefused }
  | { type: 'HoldCaptured'; data: HoldCaptured }
  | {
      type: 'HoldReleased';
      data: { accountId: string; payoutId: string; amountMinor: bigint; currency: Currency };
    }
  | { type: 'FundsReturned'; data: FundsReturned }
  | { type: 'CaptureReversed'; data: Reversal }
  | { type: 'ReleaseReversed'; data: Reversal }
  | { type: 'SuspenseBooked'; data: SuspenseBooked }
  | { type: 'ExcessCharged'; data: ExcessCharged }
  | { type: 'DepositReversed'; data: DepositReversed };

/** Since schema version 2 it may name the owner. */
interface AccountOpened {
  accountId: string;
  name: string;
  currency: Currency;
  /** Personal data stands here and nowhere else. Missing: the request named no owner. */
  personal?: { owner: AccountOwner };
}

/** Whose account it is. */
export interface AccountOwner {
  name: string;
  /** A CPF or CNPJ, without mask. */
  document: string;
}

/** No command moves money on the account any more. */
export interface AccountClosed {
  accountId: string;
  currency: Currency;
  closingId: string;
  reason: string;
  /** The API client. */
  closedBy: string;
  /** Our clock, RFC 3339 UTC. */
  closedAt: string;
}

/** Two people decided that it is an ordinary account again. */
export interface AccountReopened {
  accountId: string;
  currency: Currency;
  /** The case on which it was decided. */
  caseId: string;
  /** In the words of the one who proposed it. */
  reason: string;
  proposedBy: string;
  confirmedBy: string;
}

/** The event before it moved money of a payout on a closed account: a person has to know. It books nothing itself. */
export interface ClosedAccountMoved {
  accountId: string;
  payoutId: string;
  currency: Currency;
  movement: 'FundsReturned' | 'CaptureReversed' | 'ReleaseReversed';
}

interface HoldAnswer {
  accountId: string;
  payoutId: string;
  amountMinor: bigint;
  currency: Currency;
}

/** Since schema version 2 it may have `limits`. Missing: no limit was set for the payout. */
export interface FundsHeld extends HoldAnswer {
  limits?: LimitsApplied;
}

/**
 * Since schema version 2 it may have `exceeded`, and since version 3 `closed`. With neither the account had too little
 * available.
 */
export interface HoldRefused extends HoldAnswer {
  exceeded?: LimitsExceeded;
  /** The account was closed. */
  closed?: true;
}

export interface FundsDeposited {
  accountId: string;
  depositId: string;
  /**
   * The API client. Missing in events from before a reference could be used once only; then no client learns whose it
   * is.
   */
  clientId?: string;
  /** Of the request's body: tells a repeat from a reuse of the Idempotency-Key. */
  fingerprint: string;
  amountMinor: bigint;
  currency: Currency;
  provider: ProviderName;
  reference: string;
  /** Our clock, RFC 3339 UTC. */
  depositedAt: string;
  /** The provider's own words. null: the deposit rests on the word of its client alone, as all of version 1. */
  evidence?: DepositEvidence | null;
  /**
   * Personal data stands here and nowhere else: the words as they were given. Missing without evidence, and where
   * DepositRequested has them.
   */
  personal?: { evidenceText: string };
  /** Since schema version 3: who approved it, in their order. Missing: no rule asked for it. */
  approvedBy?: readonly string[];
}

/** A deposit that waits for people: it is not booked, and takes its reference. */
export interface DepositRequested extends Omit<FundsDeposited, 'clientId' | 'depositedAt' | 'approvedBy'> {
  /** The API client. */
  clientId: string;
  /** Our clock, RFC 3339 UTC. */
  requestedAt: string;
  approval: ApprovalDemand;
}

/** What a client shows for a deposit. Since schema version 2. */
export interface DepositEvidence {
  /** A line of the provider's statement, or the provider's notification of the arrival. */
  kind: 'STATEMENT_LINE' | 'NOTIFICATION';
  /** SHA-256 of the words in UTF-8, in hex. */
  textHash: string;
  /** The provider's signature of a notification, as its header came. null: none was given. */
  signature: string | null;
}

/** Two people took a deposit back, whole: it was entered wrongly. Its reference is free on this account again. */
export interface DepositReversed {
  accountId: string;
  depositId: string;
  /** The case on which it was decided. */
  caseId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
  reference: string;
  /** In the words of the one who proposed it. */
  reason: string;
  proposedBy: string;
  confirmedBy: string;
}

/**
 * heldAmountMinor was on hold; original + fee left; the rest of the hold (if any) went back to available. Since schema
 * version 2 the account pays at most what was held.
 */
export interface HoldCaptured {
  accountId: string;
  payoutId: string;
  provider: ProviderName;
  currency: Currency;
  heldAmountMinor: bigint;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
  excessMinor?: Excess;
}

/**
 * The part of original + fee that is above the hold: the provider's suspense carries it until two people decide. Absent:
 * nothing. Of schema version 1 it is nothing too: the account paid what its hold did not cover.
 */
type Excess = bigint;

/** amountMinor came back to the account, and the provider kept feeAmountMinor of it for the return. */
export interface FundsReturned {
  accountId: string;
  payoutId: string;
  returnId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
  feeAmountMinor: bigint;
}

/**
 * A decision on a case replaced the payout's outcome after the hold was closed. CaptureReversed returns to the account
 * what the account paid of original + fee, and takes the excess off the suspense. ReleaseReversed takes original + fee
 * from the account, at most what was once held, even when the account has spent it.
 */
export interface Reversal {
  accountId: string;
  payoutId: string;
  provider: ProviderName;
  currency: Currency;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
  excessMinor?: Excess;
}

/** Money at the provider that no customer's account can be charged with or given: a decision on a case put it aside. */
export interface SuspenseBooked {
  accountId: string;
  payoutId: string;
  caseId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
  direction: SuspenseDirection;
}

export type SuspenseDirection = 'LEFT_FLOAT' | 'CAME_TO_FLOAT';

/** Two people decided on a case that the customer pays this part of what a payout cost above its hold. */
export interface ExcessCharged {
  accountId: string;
  payoutId: string;
  caseId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
}
