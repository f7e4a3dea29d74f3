import type { Destination, Payee, ProviderName } from '../domain/payout/payee';
import type { Currency } from '../shared/money';

/** The port to a payment provider. Money moves only here. */
export interface Provider {
  readonly name: ProviderName;
  readonly currency: Currency;
  supports(destination: Destination): boolean;
  /** Where an order of now asks for its notifications; null where the order does not say. Recorded with the intent. */
  webhookUrl(): string | null;
  /**
   * Asks the provider to pay. Safe to repeat with the same order: providerKey and externalReference stay the same, so
   * the provider pays at most once; where it has no such key, an order that is not `first` is only asked about. Never
   * throws for what the network or the provider does.
   */
  submit(order: PayoutOrder): Promise<SubmissionOutcome>;
  /** Asks what became of a payout. Never throws for what the network or the provider does. */
  ask(question: { providerId: string | null; externalReference: string }): Promise<Report>;
  /** True only if the provider sent this, as far as its means of proof reach. Constant time. */
  verify(rawBody: Buffer, headers: NotificationHeaders): boolean;
  /** What a verified notification says; pure. */
  read(rawBody: string): NotificationReading;
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
  /**
   * True only from a caller who knows that nothing of this order can have reached the provider before: no process ever
   * called with it, or every call so far came back `sent: false`. Missing counts as false.
   */
  readonly first?: boolean;
}

export type SubmissionOutcome =
  | {
      readonly kind: 'accepted';
      readonly providerId: string;
      readonly transactionId: string | null;
      readonly answerHash: string;
    }
  /**
   * Proof that this call was refused. `mayChange` tells a refusal that depends on the provider's state at that moment
   * (its balance) from one that the same order would meet again.
   */
  | {
      readonly kind: 'declined';
      readonly code: string;
      readonly message: string;
      readonly mayChange: boolean;
      readonly answerHash: string;
    }
  /** It may have been accepted, unless `sent` is false: then the request provably never reached the provider. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly sent: boolean };

/** What a provider says became of a payout, in an answer or a notification. */
export type Report =
  | {
      readonly kind: 'completed';
      readonly endToEndId: string | null;
      readonly amountMinor: bigint;
      /** null where the provider reports none: the fee schedule's is booked. */
      readonly feeAmountMinor: bigint | null;
      readonly providerTime: string | null;
      readonly answerHash: string;
      readonly externalReference: string | null;
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly answerHash: string;
      readonly externalReference: string | null;
    }
  | { readonly kind: 'processing' }
  /** No answer, or one that is no evidence either way. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** A notification, read. `identity` is what it means, never which delivery it is. */
export interface NotificationReading {
  readonly identity: { readonly eventType: string; readonly providerId: string; readonly endToEndId: string };
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly report: Report;
}
