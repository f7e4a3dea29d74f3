import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/**
 * The payouts that their own history puts in front of a person: a notification about them was quarantined, an outcome
 * was contradicted, or the provider's key has ended its life. An overdraft is none of these: who allows one says so.
 */
export function casesIn(events: readonly RecordedEvent[]): string[] {
  const lastDoubt = new Map<string, string>();
  const cases = new Set<string>();
  for (const { body } of events) {
    const event = body as PayoutEvent | NotificationEvent;
    if (event.type === 'PayoutOutcomeContradicted') cases.add(event.data.payoutId);
    if (event.type === 'NotificationQuarantined' && event.data.payoutId) cases.add(event.data.payoutId);
    if (event.type === 'PayoutOutcomeUnknown') lastDoubt.set(event.data.payoutId, event.data.reason);
  }
  for (const [payoutId, reason] of lastDoubt) if (reason === 'PROVIDER_KEY_LIFE_ENDED') cases.add(payoutId);
  return [...cases];
}
