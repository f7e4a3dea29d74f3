import type { Currency } from '../../shared/money';
import { ok, type Result } from '../../shared/result';
import type { AccountUsage, HeldShares } from '../limits/account-usage';
import type { LimitCheck } from '../limits/decide-limits';
import type { LimitRefusal, LimitScope } from '../limits/events';
import type { ApprovalDemand } from '../approval/events';
import type { ByPerson } from '../approval/who-decides';
import type { ProviderName } from '../payout/payee';
import type {
  AccountClosed,
  AccountEvent,
  AccountOwner,
  AccountReopened,
  DepositRequested,
  DepositReversed,
  ExcessCharged,
  FundsDeposited,
  FundsReturned,
  SuspenseBooked,
} from './events';
import type { PackedMap } from './packed/packed-map';

export type AccountCommand =
  | { type: 'OpenAccount'; accountId: string; name: string; currency: Currency; owner?: AccountOwner }
  | ({ type: 'CloseAccount' } & Omit<AccountClosed, 'accountId' | 'currency'>)
  | ({ type: 'ReopenAccount' } & Omit<AccountReopened, 'accountId' | 'currency'>)
  | DepositFunds
  | ApproveDeposit
  | RejectDeposit
  | { type: 'ExpireDeposit'; depositId: string; now: string }
  | HoldFunds
  | CaptureHold
  | ReleaseHold
  | ({ type: 'ReturnFunds' } & Omit<FundsReturned, 'accountId'>)
  | ReverseDeposit
  | ({ type: 'BookSuspense' } & Omit<SuspenseBooked, 'accountId'>)
  | ({ type: 'ChargeExcess' } & Omit<ExcessCharged, 'accountId'>);

/** Who records a deposit that waits is known, because that client never approves it. */
type DepositFunds = { type: 'DepositFunds' } & Omit<FundsDeposited, 'accountId' | 'approvedBy'> &
  ({ approval?: never } | { approval: ApprovalDemand; clientId: string });

/** `now`: RFC 3339 UTC. */
interface ApproveDeposit extends ByPerson {
  type: 'ApproveDeposit';
  depositId: string;
  now: string;
}

interface RejectDeposit extends ByPerson {
  type: 'RejectDeposit';
  depositId: string;
  reason: string;
  now: string;
}

interface HoldFunds {
  type: 'HoldFunds';
  payoutId: string;
  amountMinor: bigint;
  currency: Currency;
  /** The scopes of limits that the payout falls under. Missing: none. */
  scopes?: readonly LimitScope[];
  /** Missing: the process knows of no limit in any of the scopes. */
  limits?: LimitCheck;
}

interface ReverseDeposit extends Pick<
  DepositReversed,
  'depositId' | 'caseId' | 'amountMinor' | 'reason' | 'proposedBy' | 'confirmedBy'
> {
  type: 'ReverseDeposit';
  /** How far below zero people know that it may take what is available, in minor units. */
  overdraftMinor: bigint;
}

export interface CaptureHold {
  type: 'CaptureHold';
  payoutId: string;
  provider: ProviderName;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
  /** The outcome was decided on a case: it also replaces a release. */
  corrects: boolean;
}

export interface ReleaseHold {
  type: 'ReleaseHold';
  payoutId: string;
  provider: ProviderName;
  /** The outcome was decided on a case: it also replaces a capture. */
  corrects: boolean;
}

export type AccountRefusal =
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_EXISTS'
  | 'ACCOUNT_CLOSED'
  /** Money is on it, or a deposit waits for people. */
  | 'ACCOUNT_NOT_CLOSABLE'
  | 'ACCOUNT_NOT_CLOSED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CURRENCY_MISMATCH'
  | 'AMOUNT_INVALID'
  /** The provider's reference of a deposit has been booked on this account. */
  | 'EXTERNAL_REFERENCE_USED'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_CLOSED_OTHERWISE'
  | 'RETURN_DIFFERS'
  | 'RETURN_EXCEEDS_ORIGINAL'
  | 'SUSPENSE_DIFFERS'
  | 'EXCESS_DIFFERS'
  | 'EXCESS_SMALLER'
  | 'INSUFFICIENT_FUNDS'
  | 'DEPOSIT_NOT_FOUND'
  | 'DEPOSIT_REVERSED'
  | 'APPROVAL_NOT_NEEDED'
  | 'APPROVAL_REJECTED'
  | 'APPROVAL_EXPIRED'
  | 'DEPOSIT_APPROVED'
  | 'REQUESTER_CANNOT_APPROVE'
  | 'KEY_MAKER_CANNOT_CONFIRM'
  | 'AMOUNT_DIFFERS'
  /** It would take what is available further below zero than was said. */
  | 'WOULD_OVERDRAW'
  /** The account was decided on with newer limits: the process reads on and asks again. */
  | 'LIMITS_OUTDATED';

export type Hold =
  | {
      readonly status: 'open';
      readonly amountMinor: bigint;
      /** Missing: it took nothing of a limit. */
      readonly shares?: HeldShares;
    }
  | {
      readonly status: 'refused';
      readonly amountMinor: bigint;
      /** Neither of the two: the account had too little available. */
      readonly refusal?: LimitRefusal;
      readonly closed?: true;
    }
  | {
      readonly status: 'released';
      readonly amountMinor: bigint;
      /** The usage streams in which it has a share to give back; missing: none. */
      readonly usage?: readonly string[];
      /** As an open hold's shares have it. */
      readonly duplicateOf?: string;
    }
  | {
      readonly status: 'captured';
      readonly amountMinor: bigint;
      readonly originalAmountMinor: bigint;
      readonly feeAmountMinor: bigint;
      /** What the provider's suspense carries of the two. */
      readonly excessMinor: bigint;
      /** Of the original amount. */
      readonly returnedMinor: bigint;
      readonly duplicateOf?: string;
    };

/** A deposit that waited for people. It stays known, so that every repeat gets the same answer. */
export interface RequestedDeposit {
  readonly status: 'awaiting' | 'booked' | 'rejected' | 'expired';
  /** Without the words of its evidence: they stand in the event alone. */
  readonly request: Omit<DepositRequested, 'personal'>;
  /** In their order. */
  readonly approvedBy: readonly string[];
  /** null: no person has. */
  readonly rejectedBy: string | null;
}

/** What became of the account since it was opened. */
export interface AccountLife {
  readonly isClosed: boolean;
  /** The last closing; null: it was never closed. */
  readonly closingId: string | null;
  /** Of the last closing, our clock, RFC 3339 UTC. */
  readonly closedAt: string | null;
  /** The case on which the last reopening was decided; null: it was never reopened. */
  readonly reopenedBy: string | null;
}

export interface OpenedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly currency: Currency;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  readonly life: AccountLife;
  /** By payout id, refused and closed ones too: the answer stands, however late a repeat comes. */
  readonly holds: PackedMap<Hold>;
  /** By deposit id. */
  readonly deposits: PackedMap<FundsDeposited>;
  /** By deposit id: those that waited for people, also when they are booked. */
  readonly requestedDeposits: PackedMap<RequestedDeposit>;
  /** By provider and its reference: the id of the deposit that has it, booked or waiting. */
  readonly arrivals: PackedMap<string>;
  /** By the id of a deposit that was taken back: the case on which that was decided. */
  readonly reversals: PackedMap<string>;
  /** By return id. */
  readonly returns: PackedMap<FundsReturned>;
  /** By case id. */
  readonly suspense: PackedMap<SuspenseBooked>;
  /** By case id. */
  readonly excesses: PackedMap<ExcessCharged>;
  /** The payees to whom the account has completed a payout, by pseudonym, where a limit asked for them. */
  readonly payees: PackedMap<string>;
  readonly usage: AccountUsage;
}

/** null until opened. */
export type AccountState = OpenedAccount | null;

export type Decision = Result<readonly AccountEvent[], AccountRefusal>;
export type CommandOf<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>;
export type DataOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

export const NOTHING: Decision = ok([]);
