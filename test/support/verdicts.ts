import type { NotificationEvent } from '../../src/domain/notification/events';
import { payoutVerdict } from '../../src/domain/notification/payout-verdict';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/**
 * For each delivery of the stream its verdicts: those of its own stream (`APPLIED`, or the reason of a quarantine), and
 * `PAYOUT` for each event of a payout that is one.
 */
export function verdictsIn(log: readonly RecordedEvent[], streamId: string): string[] {
  const deliveries = log.filter(event => event.streamId === streamId && isDelivery(event));
  return deliveries.flatMap(({ id }) => log.flatMap(event => verdictOf(event, id) ?? []));
}

const isDelivery = ({ body }: RecordedEvent): boolean => body.type === 'ProviderNotificationReceived';

function verdictOf({ body }: RecordedEvent, receivedEventId: string): string | undefined {
  const event = body as NotificationEvent;
  if (event.type === 'NotificationApplied' || event.type === 'NotificationQuarantined') {
    if (event.data.receivedEventId !== receivedEventId) return undefined;
    return event.type === 'NotificationQuarantined' ? event.data.reason : 'APPLIED';
  }
  return payoutVerdict(body as PayoutEvent)?.receivedEventId === receivedEventId ? 'PAYOUT' : undefined;
}
