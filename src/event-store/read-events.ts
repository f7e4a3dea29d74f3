import type { EventBody, EventStore, RecordedEvent } from './event-store';
import type { StreamName } from './stream-names';

/**
 * Reads a stream with the types of its own events. The store returns what is on disk and knows no types; the stream's name
 * does. @throws {Fault} as EventStore.readStream
 */
export const readEvents = <Event extends EventBody>(
  store: Pick<EventStore, 'readStream'>,
  stream: StreamName<Event>,
  fromRevision?: bigint,
  limit?: number,
): AsyncIterable<RecordedEvent<Event>> =>
  store.readStream(stream, fromRevision, limit) as AsyncIterable<RecordedEvent<Event>>;

/** The last event of a stream; undefined where the stream does not exist. @throws {Fault} */
export const readLastEvent = <Event extends EventBody>(
  store: Pick<EventStore, 'readLast'>,
  stream: StreamName<Event>,
): Promise<RecordedEvent<Event> | undefined> =>
  store.readLast(stream) as Promise<RecordedEvent<Event> | undefined>;
