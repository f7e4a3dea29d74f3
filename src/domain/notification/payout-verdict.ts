import type { PayoutStreamEvent } from '../exchange/events';

/** A payout's event that is the verdict on a notification too: the notification was applied. */
export interface PayoutVerdict {
  readonly payoutId: string;
  /** The id of the event ProviderNotificationReceived. */
  readonly receivedEventId: string;
  /** The stream of the notification. */
  readonly streamId: string;
}

/** Returns undefined when the event is no verdict. An event of an earlier version never is: its verdict follows it. */
export function payoutVerdict({ data }: PayoutStreamEvent): PayoutVerdict | undefined {
  const evidence = 'evidence' in data ? data.evidence : undefined;
  if (evidence?.kind !== 'notification' || evidence.verdictOn === undefined) return undefined;
  return { payoutId: data.payoutId, receivedEventId: evidence.eventId, streamId: evidence.verdictOn };
}
