import { type EventStore, formatPosition, type RecordedEvent } from '../../event-store/event-store';
import { type Page, readRevisionCursor, revisionCursor } from '../fields/cursor';

/** An event as it is recorded: its data is not dressed up, so amounts are minor units. */
export interface EventView {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** A page of a stream, oldest first; undefined where the stream does not exist. @throws {Fault} */
export async function readEventPage(
  store: EventStore,
  streamId: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<EventView> | undefined> {
  const from = readRevisionCursor(cursor);
  const items: EventView[] = [];
  for await (const event of store.readStream(streamId, from, limit + 1)) {
    if (items.length === limit) return { items, nextCursor: revisionCursor(event.revision) };
    items.push(eventView(event));
  }
  if (items.length === 0 && from === 0n) return undefined;
  return { items, nextCursor: null };
}

export const eventView = (event: RecordedEvent): EventView => ({
  id: event.id,
  type: event.body.type,
  stream: event.streamId,
  revision: Number(event.revision),
  position: formatPosition(event.position),
  recordedAt: event.recordedAt.toISOString(),
  data: asRecorded(event.body.data),
  metadata: event.metadata,
});

/** Amounts are bigint in code and safe integers on disk: this is how they stand there. */
const asRecorded = (data: object): unknown =>
  JSON.parse(
    JSON.stringify(data, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  );
