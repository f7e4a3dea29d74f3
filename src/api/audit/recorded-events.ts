import type { EventStore } from '../../event-store/event-store';
import { readRevisionCursor, revisionCursor } from '../fields/cursor';
import { type EventPageResponse, EventResponse } from './event.response';

/**
 * Reads a page of a stream, oldest event first. Returns undefined when the stream does not exist.
 * @throws {Fault} when the event store does not answer
 */
export async function readEventPage(
  store: EventStore,
  streamId: string,
  limit: number,
  cursor: string | undefined,
): Promise<EventPageResponse | undefined> {
  const from = readRevisionCursor(cursor);
  const items: EventResponse[] = [];
  for await (const event of store.readStream(streamId, from, limit + 1)) {
    if (items.length === limit) return { items, nextCursor: revisionCursor(event.revision) };
    items.push(EventResponse.from(event));
  }
  if (items.length === 0 && from === 0n) return undefined;
  return { items, nextCursor: null };
}
