import type { Currency } from '../../shared/money';
import { ok, type Result } from '../../shared/result';
import type { Acceptance } from './acceptances';
import type {
  CaseEvidence,
  Evidence,
  PayoutCompleted,
  PayoutEvent,
  PayoutFailed,
  PayoutOutcomeContradicted,
  PayoutRejected,
  PayoutRequested,
  PayoutReturned,
} from './events';

export type PayoutCommand =
  | { type: 'RequestPayout'; request: PayoutRequested }
  | ({ type: 'RejectPayout' } & Omit<PayoutRejected, 'payoutId'>)
  /** `madeKeysOf`: the clients whose keys this person made. Of their payouts the person decides none. */
  | { type: 'ApprovePayout'; person: string; madeKeysOf: readonly string[]; now: string }
  | { type: 'RejectApproval'; person: string; madeKeysOf: readonly string[]; reason: string; now: string }
  | { type: 'ExpireApproval'; now: string }
  | { type: 'StartSubmission'; providerKey: string; webhookUrl: string | null }
  /** `ifMissing`: only after the provider did not find it, or by decision; for a provider without an idempotency key. */
  | { type: 'RepeatSubmission'; ifMissing?: boolean }
  | { type: 'RecordLookup'; submission: number; found: boolean; at: string; answerHashes: readonly string[] }
  /** Two people's decision to send an order once more. */
  | { type: 'DecideRepeat'; evidence: CaseEvidence }
  | { type: 'RecordSubmission'; providerId: string; transactionId: string | null; evidence: Evidence }
  | { type: 'RecordDecline'; code: string; message: string; evidence: Evidence }
  | RecordUnknownOutcome
  | RecordCompletion
  | { type: 'RecordFailure'; code: string; message: string; providerId?: string | null; evidence: Evidence }
  | RecordReturn
  /** Two people's decision on a case: the one way in which an outcome that stands is replaced. */
  | MarkPaid
  | ({ type: 'MarkFailed'; code: string; message: string } & Decided);

interface RecordUnknownOutcome {
  type: 'RecordUnknownOutcome';
  reason: string;
  needsPerson: boolean;
  /** The answer that could not be taken: where the outcome stands by now, it is evidence against it. */
  refused?: { claimed: PayoutOutcomeContradicted['claimed']; evidence: Evidence };
}

export interface RecordCompletion {
  type: 'RecordCompletion';
  endToEndId: string | null;
  currency: Currency;
  amountMinor: bigint;
  /** null where the provider reports none: the fee expected at the request is booked. */
  feeAmountMinor: bigint | null;
  providerTime: string | null;
  /** The provider's own id of the payment; null or missing where the words name none. */
  providerId?: string | null;
  evidence: Evidence;
}

export type RecordReturn = { type: 'RecordReturn' } & Omit<PayoutReturned, 'payoutId'> & {
    /** What the words say of the payment that is returned; null or missing where they do not name it so. */
    providerId?: string | null;
    paymentEndToEndId?: string | null;
  };

interface Decided {
  evidence: CaseEvidence;
  /** True: it was decided while the outcome was not known, and replaces none that has come since. Missing: it does. */
  underWayOnly?: boolean;
}

export interface MarkPaid extends Decided {
  type: 'MarkPaid';
  endToEndId: string | null;
  /** null: the fee expected at the request. */
  feeAmountMinor: bigint | null;
  providerTime: string | null;
}

export type PayoutRefusal =
  | 'PAYOUT_NOT_FOUND'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYOUT_REJECTED'
  | ApprovalRefusal
  | 'PAYOUT_ALREADY_SUBMITTED'
  | 'PAYOUT_NOT_SUBMITTED'
  | 'PROVIDER_ID_DIFFERS'
  | 'END_TO_END_ID_DIFFERS'
  /** Too few lookups did not find it, or it needs a person. */
  | 'PAYOUT_NOT_MISSING'
  | 'AMOUNT_DIFFERS'
  | 'FEE_INVALID'
  /** A return of a payout that is not known to be paid: it waits for the completion. */
  | 'PAYOUT_NOT_COMPLETED'
  | 'PAYOUT_RETURNED'
  | 'OUTCOME_STANDS'
  | 'RETURN_DIFFERS'
  | 'RETURN_INVALID'
  | 'RETURN_EXCEEDS_ORIGINAL';

type ApprovalRefusal =
  | 'PAYOUT_NOT_APPROVED'
  /** It can no longer be rejected: it goes its way. */
  | 'PAYOUT_APPROVED'
  | 'APPROVAL_NOT_NEEDED'
  | 'REQUESTER_CANNOT_APPROVE'
  | 'KEY_MAKER_CANNOT_CONFIRM'
  | UnapprovedCode;

/** Why a payout that waited for approval is never sent. */
type UnapprovedCode = 'APPROVAL_REJECTED' | 'APPROVAL_EXPIRED';

interface Requested {
  readonly request: PayoutRequested;
}
interface Submitting extends Requested {
  readonly providerKey: string;
  readonly webhookUrl: string | null;
  /** How many submissions are recorded: 1 for the first. */
  readonly submissions: number;
  /** The provider's id from its answer to the order; null until then. */
  readonly providerId: string | null;
  /**
   * Every provider id that was reported for the payout, in the order in which we learnt them; empty until the first.
   */
  readonly acceptances: readonly Acceptance[];
  readonly lookups: Lookups;
  /** Two people decided that the order is sent once more, and no submission has been recorded since. */
  readonly repeatDecided: boolean;
  /** The decisions that ordered a repeat, so that each orders one. */
  readonly repeatsDecidedBy: readonly string[];
}
/** The results of the lookups since the last submission or acceptance. */
export interface Lookups {
  /** The number of lookups in a row that did not find the order. */
  readonly notFound: number;
  /** The times of the first and the last of these lookups, RFC 3339 UTC. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}
interface Settled extends Submitting {
  /** What was claimed against the outcome, so that a repeated claim is not recorded again. */
  readonly contradictions: readonly string[];
  /** The decisions on cases that made an outcome, so that one that is carried out late does not undo a later one. */
  readonly decidedBy: readonly string[];
}

export type PayoutState =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Requested)
  /** People have to approve it first. */
  | ({ readonly status: 'awaiting'; readonly approvedBy: readonly string[] } & Requested)
  /** It was never sent and never will be; its hold is released. */
  | ({
      readonly status: 'unapproved';
      readonly code: UnapprovedCode;
      readonly rejectedBy: string | null;
    } & Requested)
  | ({ readonly status: 'rejected' } & Readonly<Omit<PayoutRejected, 'payoutId'>> & Requested)
  | ({ readonly status: 'submitting' } & Submitting)
  | ({ readonly status: 'submitted' } & Submitting)
  | ({ readonly status: 'unknown'; readonly reason: string; readonly needsPerson: boolean } & Submitting)
  | ({
      readonly status: 'completed';
      readonly outcome: PayoutCompleted;
      /** In the order they were recorded. */
      readonly returns: readonly PayoutReturned[];
    } & Settled)
  | ({ readonly status: 'failed'; readonly outcome: PayoutFailed } & Settled);

export type Existing = Exclude<PayoutState, { status: 'none' }>;
export type Submitted = Extract<PayoutState, { providerKey: string }>;
export type Underway = Extract<PayoutState, { status: 'submitting' | 'submitted' | 'unknown' }>;
export type Terminal = Extract<PayoutState, { status: 'completed' | 'failed' }>;
export type Completed = Extract<PayoutState, { status: 'completed' }>;

export type Decision = Result<readonly PayoutEvent[], PayoutRefusal>;
export type CommandOf<Type extends PayoutCommand['type']> = Extract<PayoutCommand, { type: Type }>;

export const NOTHING: Decision = ok([]);

export const isTerminal = (state: Existing): state is Terminal =>
  state.status === 'completed' || state.status === 'failed';

/** Whether a submission was recorded. From then on the provider may know the payout. */
export const wasSubmitted = (state: Existing): state is Submitted => 'providerKey' in state;

/** The returned part of the original amount, in minor units. */
export const returnedMinor = ({ returns }: Completed): bigint =>
  returns.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
