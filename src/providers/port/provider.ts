import type { Payee, ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';

/** The port to a payment provider. Money moves only here. */
export interface Provider {
  readonly name: ProviderName;
  readonly currency: Currency;
  /** Where an order of now asks for its notifications; null where the order does not say. Recorded with the intent. */
  webhookUrl(): string | null;
  /**
   * Asks the provider to pay, by one POST at most. The caller has recorded it before as a submission or a repeat. Where
   * the provider has an idempotency key, it is safe to repeat with the same order. Because providerKey and
   * externalReference stay the same, the provider then pays at most once. Where it has no key, see `lookUpOrder`. Never
   * throws for what the network or the provider does.
   */
  submit(order: PayoutOrder): Promise<CallResult<SubmissionOutcome>>;
  /**
   * Looks up an order by our reference, in every way in which the provider can be asked. Only a provider without an
   * idempotency key has it. There we send an order again only after we looked it up and did not find it, again and again.
   * Never throws for what the network or the provider does.
   */
  lookUpOrder?(order: PayoutOrder): Promise<CallResult<LookupResult>>;
  /** Asks what became of a payout. Never throws for what the network or the provider does. */
  pollPayout(question: PayoutQuery): Promise<CallResult<PayoutReport>>;
  /**
   * Asks about a return by the provider's own name for it: `returned` only where the provider shows it as done. Needed
   * where `notificationProof` is 'sender'. Never throws for what the network or the provider does.
   */
  pollReturn?(question: ReturnQuery): Promise<CallResult<PayoutReport>>;
  /**
   * Asks what the provider holds for us at this moment; nothing moves, and nothing of it is recorded. Never throws for
   * what the network or the provider does.
   */
  fetchBalance?(): Promise<CallResult<ProviderBalance>>;
  /** True only if the provider sent this, as far as its means of proof reach. Constant time. */
  verifyNotification(rawBody: Buffer, headers: NotificationHeaders): boolean;
  /**
   * What `verifyNotification` proves. `content`: these very bytes are the provider's. `sender`: their sender knows our
   * secret, and no more, so nothing is given back on these bytes alone.
   */
  readonly notificationProof: 'content' | 'sender';
  /**
   * The header that holds the provider's signature of a notification's bytes, in lower case. The inbox records it with
   * them, so it is never a secret. Missing: the provider signs no bytes.
   */
  readonly signatureHeader?: string;
  /** What a verified notification says; pure. */
  parseNotification(rawBody: string): ParsedNotification;
}

/** Which payout is asked about; an answer about anything else is none. */
export interface PayoutQuery {
  /** Ours, for telemetry: the provider is not told. */
  readonly payoutId?: string;
  /** null: by our reference. */
  readonly providerId: string | null;
  readonly externalReference: string;
  /** Missing: the caller compares it. */
  readonly amountMinor?: bigint;
  /** As in the order. Missing: not known, and a search that covers some time only proves nothing by finding nothing. */
  readonly requestedAt?: string;
}

/** Which return is asked about, and of which payment it must be. */
export interface ReturnQuery {
  /** What the provider calls the return. */
  readonly returnName: string;
  /** The return's own id in PIX (D…) as the notification named it; null: it named none. */
  readonly returnEndToEndId: string | null;
  /** Our payout, as far as its names are known. */
  readonly payment: {
    readonly providerId: string | null;
    readonly externalReference: string;
    readonly endToEndId: string | null;
  };
}

/**
 * What was made of a call, with the calls as they went over the wire, oldest first. Calls for a token are left out, and
 * so is what never left: nothing went over the wire then.
 */
export interface CallResult<Outcome> {
  readonly outcome: Outcome;
  readonly exchanges: readonly Exchange[];
  /** The provider asked not to be called before this many milliseconds from now; null where it did not. */
  readonly retryAfterMs: number | null;
  /**
   * What the exchange says of the provider itself. `up`: it answered and does its work. `down`: no connection, no answer,
   * a 5xx or a refusal for too many calls. The last call counts, one for a token too. It says nothing about the payout,
   * and where `exchanges` is empty `up` says nothing of the provider either: perhaps nothing was asked.
   */
  readonly provider: 'up' | 'down';
}

/**
 * One call as it went over the wire. No header: they hold the secrets, and where an answer repeats one, `[secret]` stands
 * in its place. A body above 64 KiB is cut, and says so at its end.
 */
export interface Exchange {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly requestBody: string | null;
  /** null where no whole answer came; `fault` says why. */
  readonly status: number | null;
  readonly answerBody: string | null;
  /** SHA-256 in hex of the answer's whole text, as in the evidence of an outcome, even where `answerBody` is cut. */
  readonly answerHash: string | null;
  readonly fault: string | null;
}

export type NotificationHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface PayoutOrder {
  readonly payoutId: string;
  /** UUID v4, drawn once per payout and kept. */
  readonly providerKey: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly externalReference: string;
  readonly description: string | null;
  readonly payee: Payee;
  /** As it was recorded with the intent: a repeat asks for the same address, whatever ours is by then. */
  readonly webhookUrl: string | null;
  /** When the payout was requested, RFC 3339 UTC: nothing of the order is older. */
  readonly requestedAt: string;
}

export type SubmissionOutcome =
  | {
      readonly kind: 'accepted';
      readonly providerId: string;
      readonly transactionId: string | null;
      readonly answerHash: string;
    }
  /** Proof that this call was refused, and of nothing about any call before it. */
  | {
      readonly kind: 'declined';
      readonly code: string;
      readonly message: string;
      readonly answerHash: string;
    }
  /**
   * It may have been accepted, unless `sent` is false: then the request provably never reached the provider.
   * `tokenRefused`: it was answered 401, and the next call has a new token, so that there is nothing to wait for.
   */
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly sent: boolean;
      readonly tokenRefused?: true;
    };

/** What looking for an order shows; `not_found` only where every way of asking says so readably. */
export type LookupResult =
  Extract<SubmissionOutcome, { kind: 'accepted' }> | Extract<PayoutReport, { kind: 'not_found' | 'unclear' }>;

/**
 * What a provider says became of a payout, in an answer or a notification. `providerId`: its own id of the payment, where
 * the words name it.
 */
export type PayoutReport =
  | {
      readonly kind: 'completed';
      readonly endToEndId: string | null;
      readonly amountMinor: bigint;
      /** null where the provider reports none: the fee schedule's is booked. */
      readonly feeAmountMinor: bigint | null;
      readonly providerTime: string | null;
      readonly answerHash: string;
      readonly externalReference: string | null;
      readonly providerId?: string | null;
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly answerHash: string;
      readonly externalReference: string | null;
      readonly providerId?: string | null;
    }
  | Returned
  | { readonly kind: 'processing' }
  /** The provider itself says that it does not know the payout: no proof, but no contradiction to a failure either. */
  | { readonly kind: 'not_found' }
  /**
   * No answer, or one that is no evidence either way. `needsPerson`: the provider did answer about this payout, and what
   * it says is not understood or cannot be believed. So we do not expect that asking again helps.
   */
  | { readonly kind: 'unclear'; readonly reason: string; readonly needsPerson: boolean };

/** What a provider says it holds for us. */
export type ProviderBalance =
  | {
      readonly kind: 'balance';
      /** In the provider's currency; below zero where we owe it. */
      readonly balanceMinor: bigint;
      /** Whether the money of payouts it has accepted and not yet paid still counts, as it does in our float. */
      readonly includesUnderWay: boolean;
    }
  /** No answer, or one that is not understood. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** Money of a payout came back. */
export interface Returned {
  readonly kind: 'returned';
  /** What the provider calls this return: the same in every telling of it, and no other's. */
  readonly returnName: string;
  /** The return's own id in PIX (D…). */
  readonly endToEndId: string | null;
  /** Of the original amount. */
  readonly amountMinor: bigint;
  /** What the provider charged for the return. */
  readonly feeAmountMinor: bigint;
  readonly providerTime: string | null;
  readonly answerHash: string;
  /** The provider's own id of the payment that is returned, where it is named. */
  readonly providerId?: string | null;
  /** Ours, where the provider names it. */
  readonly externalReference: string | null;
  /** The payment that is returned, by its PIX id (E…), where it is named. */
  readonly originalEndToEndId: string | null;
  /** What the same words prove of the payment itself; null where they prove nothing of it. */
  readonly completion: Extract<PayoutReport, { kind: 'completed' }> | null;
}

/** A notification, read. `identity` is what it means, never which delivery it is. */
export interface ParsedNotification {
  readonly identity: { readonly eventType: string; readonly providerId: string; readonly endToEndId: string };
  readonly providerId: string | null;
  readonly externalReference: string | null;
  /** The payment's own PIX id (E…) where it is named: the last resort to find the payout by. */
  readonly paymentEndToEndId: string | null;
  readonly report: PayoutReport;
  /** What is odd about it although it was understood: told to a person, never a reason to refuse. */
  readonly warnings: readonly string[];
}
