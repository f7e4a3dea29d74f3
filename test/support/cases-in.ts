import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/**
 * The payouts that their own history puts in front of a person: a notification about them was quarantined, an outcome
 * was contradicted, or their last word is a doubt that no repeat of the order can end: it was refused although it had
 * been sent before, or the provider's key has ended its life. Sending it once more changes nothing about that; being
 * accepted or settled does. An overdraft is none of these: who allows one says so.
 */
export function casesIn(events: readonly RecordedEvent[]): string[] {
  const doubted = new Set<string>();
  const cases = new Set<string>();
  for (const { body } of events) {
    const event = body as PayoutEvent | NotificationEvent;
    switch (event.type) {
      case 'PayoutOutcomeContradicted':
        cases.add(event.data.payoutId);
        break;
      case 'NotificationQuarantined':
        if (event.data.payoutId) cases.add(event.data.payoutId);
        break;
      case 'PayoutOutcomeUnknown':
        if (needsPerson(event.data.reason)) doubted.add(event.data.payoutId);
        else doubted.delete(event.data.payoutId);
        break;
      case 'PayoutSubmitted':
      case 'PayoutCompleted':
      case 'PayoutFailed':
        doubted.delete(event.data.payoutId);
        break;
      default:
    }
  }
  return [...new Set([...cases, ...doubted])];
}

const needsPerson = (reason: string): boolean =>
  reason === 'PROVIDER_KEY_LIFE_ENDED' || reason.startsWith('DECLINED_ON_REPEAT');
