import type { ProviderName } from '../payout/payee';

/** A notification's stream: each delivery and its verdict. */
export type NotificationEvent =
  | { type: 'ProviderNotificationReceived'; data: NotificationReceived }
  | { type: 'NotificationApplied'; data: { receivedEventId: string; payoutId: string } }
  | {
      type: 'NotificationQuarantined';
      data: NotificationQuarantined;
    };

interface NotificationQuarantined {
  receivedEventId: string;
  payoutId: string | null;
  reason: string;
  /** An earlier delivery with the same meaning, which has its case already. The field is absent on the first one. */
  sameAsEventId?: string;
}

export interface NotificationReceived {
  provider: ProviderName;
  eventType: string;
  /** Differs for different bodies. Hex. */
  bodyHash: string;
  /**
   * The provider's signature of these bytes, as its header came. null: not kept, as in events of version 1, or the
   * provider signs nothing. Since schema version 2.
   */
  signature?: string | null;
  /** Personal data stands here and nowhere else: the bytes as they came, so that the signature can be checked again. */
  personal: { encoding: 'utf8' | 'base64'; rawBody: string };
}
