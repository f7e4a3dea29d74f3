import type { ProviderName } from '../payout/payee';

/** A notification's stream: what was delivered, and what became of it. */
export type NotificationEvent =
  | { type: 'ProviderNotificationReceived'; data: NotificationReceived }
  | { type: 'NotificationApplied'; data: { receivedEventId: string; payoutId: string } }
  | {
      type: 'NotificationQuarantined';
      data: NotificationQuarantined;
    };

export interface NotificationQuarantined {
  receivedEventId: string;
  payoutId: string | null;
  reason: string;
  /** An earlier delivery that says the same and stands in front of a person already; absent: this one is the first. */
  sameAsEventId?: string;
}

export interface NotificationReceived {
  provider: ProviderName;
  eventType: string;
  /** Tells one body from another; hex. */
  bodyHash: string;
  /**
   * The provider's signature of these bytes, as it came (ConnectPSP's X-Connect-Signature); null: not kept, as in events of
   * version 1, or the provider signs nothing. Since schema version 2.
   */
  signature?: string | null;
  /** Personal data stands here and nowhere else: the bytes as they came, for whoever wants to check the signature. */
  personal: { encoding: 'utf8' | 'base64'; rawBody: string };
}
