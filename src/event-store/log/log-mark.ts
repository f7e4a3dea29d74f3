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
 * The event store does not hold the log mark: it is another log, or an older copy. Positions of one log mean nothing in
 * another, so no reader may continue from them.
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
 * Whether the store holds this very event where it was. Ids are derived from what is decided, so a copy of the log that
 * went another way can have the same id again. So the position and the time of recording must be the same too.
 * @throws {Fault}
 */
export async function containsMark(
  store: Pick<EventStore, 'readStream'>,
  { eventId, streamId, revision, position, recordedAt }: LogMark,
): Promise<boolean> {
  for await (const event of store.readStream(streamId, revision, 1)) {
    return (
      event.id === eventId &&
      comparePositions(event.position, position) === 0 &&
      event.recordedAt.getTime() === recordedAt.getTime()
    );
  }
  return false;
}
