import {
  comparePositions,
  formatPosition,
  type EventStore,
  type LogMark,
  type RecordedEvent,
} from '../event-store';

export const markOf = ({ id, streamId, revision, position, recordedAt }: RecordedEvent): LogMark => ({
  eventId: id,
  streamId,
  revision,
  position,
  recordedAt,
});

/**
 * The event store does not hold the event by which its log was known: it is another log, or an older copy of it.
 * Positions counted in the one mean nothing in the other, so nothing may go on from them.
 */
export class ForeignLog extends Error {
  override name = 'ForeignLog';
  constructor(mark: LogMark) {
    super(
      `The event store does not hold event ${mark.eventId} of ${mark.streamId} at position ` +
        `${formatPosition(mark.position)}: it is another log, or an older copy of it`,
    );
  }
}

/**
 * Whether the store holds this very event where it was. Ids are derived from what is decided, so a copy that went
 * another way may come to the same id again: place and time of recording have to be the same too. @throws {Fault}
 */
export async function holdsMark(
  store: Pick<EventStore, 'readStream'>,
  { eventId, streamId, revision, position, recordedAt }: LogMark,
): Promise<boolean> {
  for await (const event of store.readStream(streamId, revision)) {
    return (
      event.id === eventId &&
      comparePositions(event.position, position) === 0 &&
      event.recordedAt.getTime() === recordedAt.getTime()
    );
  }
  return false;
}
