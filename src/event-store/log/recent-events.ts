import type { Position, RecordedEvent } from '../event-store';

/** The events that this process has got lately by its subscription; as a port and its injection token. */
export abstract class RecentEvents {
  /**
   * The events of a stream after a position, oldest first. Returns undefined when this process does not have all of them
   * up to the event at `upTo`: then the stream has to be read.
   */
  abstract eventsAfter(
    after: Position,
    upTo: Position,
    streamId: string,
  ): readonly RecordedEvent[] | undefined;
}
