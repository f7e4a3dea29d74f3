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
  PayoutRequested,
  PayoutReturned,
} from './events';

export type PayoutCommand =
  | { type: 'RequestPayout'; request: PayoutRequested }
  | { type: 'RejectPayout'; code: 'INSUFFICIENT_FUNDS'; message: string }
  | { type: 'StartSubmission'; providerKey: string; webhookUrl: string | null }
  /** `ifMissing`: only after the provider did not find it, or by decision; for a provider without an idempotency key. */
  | { type: 'RepeatSubmission'; ifMissing?: boolean }
  | { type: 'RecordLook'; submission: number; found: boolean; at: string; answerHashes: readonly string[] }
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

export interface RecordUnknownOutcome {
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
  | 'PAYOUT_ALREADY_SUBMITTED'
  | 'PAYOUT_NOT_SUBMITTED'
  | 'PROVIDER_ID_DIFFERS'
  | 'END_TO_END_ID_DIFFERS'
  /** It was not looked for often enough to be sent again, or stands in front of a person. */
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

interface Requested {
  readonly request: PayoutRequested;
}
interface Submitting extends Requested {
  readonly providerKey: string;
  readonly webhookUrl: string | null;
  /** How often somebody has set out to send the order: 1 for the first time. */
  readonly submissions: number;
  /** null until the provider has named its own id in its answer to the order. */
  readonly providerId: string | null;
  /** Every id the payout was told under, in the order they were learnt; none until the first. */
  readonly acceptances: readonly Acceptance[];
  readonly looks: Looks;
  /** Two people decided that it is sent once more, and nobody has set out to since. */
  readonly repeatDecided: boolean;
  /** The decisions that ordered a repeat, so that each orders one. */
  readonly repeatsDecidedBy: readonly string[];
}
/** What looking for the order has shown since it was last sent, or taken. */
export interface Looks {
  /** How often it was not found, and never found between. */
  readonly notFound: number;
  /** When it was asked, the first and the last of those times; RFC 3339 UTC. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}
interface Settled extends Submitting {
  /** What was claimed against the outcome, so that it is not recorded again when it is told again. */
  readonly contradictions: readonly string[];
  /** The decisions on cases that made an outcome, so that one that is carried out late does not undo a later one. */
  readonly decidedBy: readonly string[];
}

export type PayoutState =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Requested)
  | ({ readonly status: 'rejected'; readonly code: string; readonly message: string } & Requested)
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

/** The intent to pay was recorded: from then on the provider may know the payout. */
export const wasSubmitted = (state: Existing): state is Submitted => 'providerKey' in state;

/** How much of the original amount has come back, in minor units. */
export const returnedMinor = ({ returns }: Completed): bigint =>
  returns.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
