import type { Message } from '../messages/message';

/** A message that this endpoint has not taken yet, or is to get again. */
export interface OpenDelivery {
  /** The `webhook-id`. */
  readonly deliveryId: string;
  readonly message: Message;
  /** The event by which it is found again after a restart: its source, or the request for its replay. */
  readonly place: { readonly streamId: string; readonly revision: number };
}
