import type { RecordedEvent } from '../event-store/event-store';
import type { ReadableEventStore } from './readable-event-store';

type Data = Readonly<Record<string, unknown>>;

/**
 * All events about one payout, in `$all` order: its own events and the account's events that name it. Its exchanges, its
 * notifications and its cases follow. A claim of a reference moves no money and is left out. Returns no event for a payout that was never requested.
 * @throws {Fault} the event store is away
 */
export async function payoutHistory(store: ReadableEventStore, payoutId: string): Promise<RecordedEvent[]> {
  const streams = await streamsAbout(store, payoutId);
  const found: RecordedEvent[] = [];
  for (const [streamId, isWhole] of streams) {
    for await (const event of store.readStream(streamId))
      if (isWhole || namesPayout(event, payoutId)) found.push(event);
  }
  return found.sort(byPosition);
}

/** Stream → whether all of it is about the payout; of an account's only what names the payout is. */
async function streamsAbout(store: ReadableEventStore, payoutId: string): Promise<Map<string, boolean>> {
  const streams = new Map<string, boolean>();
  const request = await firstEvent(store, `payout-${payoutId}`);
  if (!request) return streams;
  streams.set(request.streamId, true);
  // Before a payout is requested, at most a notification that came too early can name it.
  for await (const event of store.readAll(request.position)) {
    if (!namesPayout(event, payoutId) || event.streamId.startsWith('reference-')) continue;
    if (!streams.has(event.streamId)) streams.set(event.streamId, !event.streamId.startsWith('account-'));
  }
  return streams;
}

async function firstEvent(store: ReadableEventStore, streamId: string): Promise<RecordedEvent | undefined> {
  for await (const event of store.readStream(streamId, 0n, 1)) return event;
  return undefined;
}

/** Whether the event itself names the payout, or people's decision on a case that named no payout. */
function namesPayout({ body }: RecordedEvent, payoutId: string): boolean {
  const data = body.data as Data;
  const decision = data['decision'] as Data | null | undefined;
  return data['payoutId'] === payoutId || decision?.['payoutId'] === payoutId;
}

const byPosition = ({ position: left }: RecordedEvent, { position: right }: RecordedEvent): number =>
  left.commit === right.commit ? Number(left.prepare - right.prepare) : left.commit < right.commit ? -1 : 1;
