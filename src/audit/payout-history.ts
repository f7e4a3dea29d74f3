import type { RecordedEvent } from '../event-store/event-store';
import type { ReadableEventStore } from './readable-event-store';

type Data = Readonly<Record<string, unknown>>;

/**
 * Everything the streams tell of one payout, in `$all` order: its own events, those of its account that name it, its
 * exchanges, the notifications about it with what they said, and its cases. Nothing for a payout never requested.
 * @throws {Fault} the event store is away
 */
export async function payoutHistory(store: ReadableEventStore, payoutId: string): Promise<RecordedEvent[]> {
  const streams = await streamsAbout(store, payoutId);
  const found: RecordedEvent[] = [];
  for (const [streamId, isWhole] of streams) {
    for await (const event of store.readStream(streamId))
      if (isWhole || names(event, payoutId)) found.push(event);
  }
  return found.sort(byPosition);
}

/** Stream → whether all of it is about the payout; of an account's only what names the payout is. */
async function streamsAbout(store: ReadableEventStore, payoutId: string): Promise<Map<string, boolean>> {
  const streams = new Map<string, boolean>();
  const request = await first(store, `payout-${payoutId}`);
  if (!request) return streams;
  streams.set(request.streamId, true);
  // Nothing is told of a payout before it is requested but, at most, a notification that came too early.
  for await (const event of store.readAll(request.position)) {
    if (!names(event, payoutId)) continue;
    if (!streams.has(event.streamId)) streams.set(event.streamId, !event.streamId.startsWith('account-'));
  }
  return streams;
}

async function first(store: ReadableEventStore, streamId: string): Promise<RecordedEvent | undefined> {
  for await (const event of store.readStream(streamId, 0n, 1)) return event;
  return undefined;
}

/** In the event itself, or in what people decided about a case that named nobody. */
function names({ body }: RecordedEvent, payoutId: string): boolean {
  const data = body.data as Data;
  const decision = data['decision'] as Data | null | undefined;
  return data['payoutId'] === payoutId || decision?.['payoutId'] === payoutId;
}

const byPosition = ({ position: left }: RecordedEvent, { position: right }: RecordedEvent): number =>
  left.commit === right.commit ? Number(left.prepare - right.prepare) : left.commit < right.commit ? -1 : 1;
