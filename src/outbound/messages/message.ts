import type { PayoutCallback } from '../../domain/outbound/callback';
import type { MessageType, TEST_MESSAGE } from '../../domain/outbound/events';

/** What an endpoint gets of one event, the same for every endpoint. */
export interface Message {
  readonly type: MessageType | typeof TEST_MESSAGE;
  /** What it is about: messages about one subject are sent in order. */
  readonly subject: string;
  readonly payoutId: string | null;
  /** null: it is about no account. */
  readonly accountId: string | null;
  readonly source: { readonly eventId: string; readonly streamId: string; readonly revision: number };
  /** By the store's clock. */
  readonly recordedAt: Date;
  /** Where the payout's messages go too; null: its request named no address, or it is about no payout. */
  readonly callback: PayoutCallback | null;
  /** The text that is sent. */
  readonly body: string;
}

export const payoutSubject = (payoutId: string): string => `payout-${payoutId}`;
