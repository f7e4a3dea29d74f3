import type { Currency } from '../../shared/money';
import type { LimitRefusal } from '../limits/events';
import type {
  ApprovalDemand,
  PayoutApprovalExpired,
  PayoutApprovalRejected,
  PayoutApproved,
} from '../approval/events';
import type { PayoutCallback } from '../outbound/callback';
import type { Payee, ProviderName } from './payee';
import type { ProviderMode } from './provider-mode';

export type PayoutEvent =
  | { type: 'PayoutRequested'; data: PayoutRequested }
  | { type: 'PayoutRejected'; data: PayoutRejected }
  | { type: 'PayoutApproved'; data: PayoutApproved }
  | { type: 'PayoutApprovalRejected'; data: PayoutApprovalRejected }
  | { type: 'PayoutApprovalExpired'; data: PayoutApprovalExpired }
  | { type: 'PayoutSubmissionStarted'; data: PayoutSubmissionStarted }
  | { type: 'PayoutSubmissionRepeated'; data: { payoutId: string; submission: number } }
  | { type: 'PayoutLookedFor'; data: PayoutLookedFor }
  /** Two people decided that the order is sent once more. */
  | { type: 'PayoutRepeatDecided'; data: { payoutId: string; evidence: CaseEvidence } }
  | { type: 'PayoutSubmitted'; data: PayoutSubmitted }
  | { type: 'PayoutOutcomeUnknown'; data: PayoutOutcomeUnknown }
  | { type: 'PayoutCompleted'; data: PayoutCompleted }
  | { type: 'PayoutFailed'; data: PayoutFailed }
  | { type: 'PayoutReturned'; data: PayoutReturned }
  | { type: 'PayoutOutcomeContradicted'; data: PayoutOutcomeContradicted }
  | { type: 'PayoutAcceptanceEnded'; data: PayoutAcceptanceEnded };

/** Nothing was held for the payout, and nothing ever will be. */
export interface PayoutRejected {
  payoutId: string;
  /** EXTERNAL_REFERENCE_USED: another payout has its reference, and the account was not asked. */
  code: 'INSUFFICIENT_FUNDS' | 'EXTERNAL_REFERENCE_USED' | 'LIMIT_EXCEEDED' | 'ACCOUNT_CLOSED';
  message: string;
  /** INSUFFICIENT_FUNDS: what the account had when this was recorded. Absent: not kept, or enough had come by then. */
  availableMinor?: bigint;
  /** EXTERNAL_REFERENCE_USED: the same client's payout that has the reference. Absent: not kept, or another client's. */
  rivalPayoutId?: string;
  /** With LIMIT_EXCEEDED: which limit, as the account's refusal has it. */
  limit?: LimitRefusal;
}

export interface PayoutRequested {
  payoutId: string;
  /** The API client: with the Idempotency-Key it makes the payout's id. */
  clientId: string;
  /** Of the request's body: tells a repeat from a reuse of the Idempotency-Key. */
  fingerprint: string;
  accountId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
  /** By the fee schedule at the request; booked where the provider reports no fee. */
  expectedFeeAmountMinor: bigint;
  /** The amount and the highest fee the schedule allows. */
  heldAmountMinor: bigint;
  externalReference: string;
  description: string | null;
  /** Our clock, RFC 3339 UTC: a repeat of the request is answered with the first one's time. */
  requestedAt: string;
  /** Absent: the event is of before it was kept. */
  mode?: ProviderMode;
  /** The warnings that the client got with the acceptance of its request; missing where there were none. */
  warnings?: readonly PayoutWarning[];
  /** What it waits for before it is sent. Missing: no rule applied. */
  approval?: ApprovalDemand;
  /** Where its messages go too. Missing: the request named no address. */
  callback?: PayoutCallback;
  /** Personal data stands here and nowhere else. */
  personal: { payee: Payee };
}

/** PROVIDER_FLOAT_SHORT: by the books the money at the provider does not cover this payout beside those under way. */
export type PayoutWarning = 'PROVIDER_FLOAT_SHORT';

/** The intent to pay, recorded before the provider is called. What it says stays the same in every repeat. */
interface PayoutSubmissionStarted {
  payoutId: string;
  provider: ProviderName;
  /** UUID v4, drawn once. */
  providerKey: string;
  /** Where the provider is asked to send its notifications; null where the order does not say. */
  webhookUrl: string | null;
}

/** A provider without an idempotency key was asked for the order, in every way in which it can be asked. */
interface PayoutLookedFor {
  payoutId: string;
  /** How often the order had been set out to be sent by then. */
  submission: number;
  /** False: the provider itself says that it does not know it. True only after such an answer, which it takes back. */
  found: boolean;
  /** When the question was asked: our clock, RFC 3339 UTC. */
  askedAt: string;
  /** Of the answers that say so; their texts are in the payout's exchanges. */
  answerHashes: readonly string[];
}

interface PayoutSubmitted {
  payoutId: string;
  /** The provider's own id of the payment, by which it can be polled. */
  providerId: string;
  transactionId: string | null;
}

export interface PayoutOutcomeUnknown {
  payoutId: string;
  reason: string;
  /** Nothing more is expected to come of it by itself: a case. Since schema version 2. */
  needsPerson: boolean;
  /** A further id under which the provider has taken the order; absent where the doubt is about none. */
  providerId?: string;
  /**
   * The report that named the further id said that this id was paid. Absent: it said something else, or the event is of an
   * earlier version.
   */
  reportedPaid?: true;
}

/**
 * What an outcome rests on: a notification's event id, an answer to our own call, or people's decision on a case. The
 * raw text of an answer is in the payout's exchanges.
 */
export type Evidence =
  | NotificationEvidence
  | { kind: 'submission'; answerHash: string }
  | { kind: 'poll'; answerHash: string }
  | CaseEvidence;

export interface NotificationEvidence {
  kind: 'notification';
  /** The id of the event ProviderNotificationReceived. */
  eventId: string;
  /**
   * The stream of the notification, where this event is the verdict on it too: that stream gets no NotificationApplied.
   * Absent: the verdict stands in the notification's stream, as for every event of earlier versions, or it is still to come.
   */
  verdictOn?: string;
}

export interface CaseEvidence {
  kind: 'case';
  caseId: string;
  /** The event by which the decision became final. */
  decisionEventId: string;
}

export interface PayoutCompleted {
  payoutId: string;
  endToEndId: string | null;
  currency: Currency;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
  finalAmountMinor: bigint;
  /** As the provider wrote it: data, never order. */
  providerTime: string | null;
  providerId?: ToldId;
  evidence: Evidence;
}

/** The provider's own id of the payment; absent: the words name none, or the event is of before they were heeded. */
type ToldId = string;

export interface PayoutFailed {
  payoutId: string;
  code: string;
  message: string;
  providerId?: ToldId;
  evidence: Evidence;
}

/** Money of a completed payout that came back (PIX devolução): a movement of its own. */
export interface PayoutReturned {
  payoutId: string;
  /** Derived from the provider's own name for the return, so a return that is reported twice is one return. */
  returnId: string;
  /** The return's own id in PIX (D…); the payment's stays what it was. */
  endToEndId: string | null;
  currency: Currency;
  /** Of the original amount. */
  amountMinor: bigint;
  /** What the provider charged for the return itself, at most its amount. */
  feeAmountMinor: bigint;
  /** As the provider wrote it: data, never order. */
  providerTime: string | null;
  evidence: Evidence;
}

/** Evidence against an outcome that already stands: recorded for a person, never applied. */
export interface PayoutOutcomeContradicted {
  payoutId: string;
  stands: 'COMPLETED' | 'FAILED';
  /** ACCEPTED: the provider took the order although it is known to have failed; RETURNED: what was never paid came back. */
  claimed: 'COMPLETED' | 'FAILED' | 'ACCEPTED' | 'RETURNED';
  detail: string;
  /** What it says in figures, where people could accept it in place of what stands; events of before have none. */
  claim?: Claim;
  /** Of the payment that is spoken of; where ACCEPTED is claimed a further one, which may pay. */
  providerId?: ToldId;
  evidence: Evidence;
}

/** Of several ids under which the provider has taken the order one has come to its end, and the payout's outcome is not that end. */
export interface PayoutAcceptanceEnded {
  payoutId: string;
  providerId: string;
  outcome: 'COMPLETED' | 'FAILED';
  detail: string;
  evidence: Evidence;
}

/** What a provider says became of a payout, in figures. */
export type Claim =
  | ClaimedCompletion
  | { kind: 'failed'; code: string; message: string }
  | {
      kind: 'returned';
      returned: Omit<PayoutReturned, 'payoutId' | 'evidence'>;
      /** What the same words say of the payment itself. */
      completion: ClaimedCompletion | null;
    };

export interface ClaimedCompletion {
  kind: 'completed';
  endToEndId: string | null;
  amountMinor: bigint;
  /** null where the provider reports none: the fee expected at the request. */
  feeAmountMinor: bigint | null;
  providerTime: string | null;
}
