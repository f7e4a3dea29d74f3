import type { AccountEvent } from '../../src/domain/account/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { newEvents } from '../../src/event-store/new-events';
import { accountStream, payoutStream } from '../../src/event-store/stream-names';
import { InMemoryEventStore } from './in-memory-event-store';

const NOW = new Date('2026-01-02T03:04:05.000Z');

type Recordable = AccountEvent | PayoutEvent | NotificationEvent;

/** A store that holds exactly these events, in this order, each in its own stream. */
export function storeOf(events: readonly Recordable[]): InMemoryEventStore {
  const store = new InMemoryEventStore({ now: () => NOW, wait: () => Promise.resolve() });
  const lengths = new Map<string, number>();
  events.forEach((event, index) => {
    const streamId = streamOf(event);
    const length = lengths.get(streamId) ?? 0;
    const cause = { causationId: `cause-${index}`, correlationId: streamId, actor: 'client:test' };
    const expected = length === 0 ? 'no_stream' : BigInt(length - 1);
    store.appendNow(streamId, expected, newEvents(streamId, [event], cause, NOW));
    lengths.set(streamId, length + 1);
  });
  return store;
}

export const recorded = (events: readonly Recordable[]): readonly RecordedEvent[] => storeOf(events).log;

function streamOf({ data }: Recordable): string {
  if ('accountId' in data && !('clientId' in data)) return accountStream(data.accountId);
  if ('payoutId' in data && !('receivedEventId' in data)) return payoutStream(data.payoutId);
  return 'notification-connectpsp-1';
}
