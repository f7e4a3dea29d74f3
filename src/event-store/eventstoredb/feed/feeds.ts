import { comparePositions, type Position, type RecordedEvent } from '../../event-store';
import { unionOf } from './prefixes';
import { SharedFeed, type SharedFeedParts } from './shared-feed';

/** The one feed that all live consumers of a store follow. It has the streams of all of them. */
export class SharedFeeds {
  private readonly wanted = new Set<readonly string[]>();
  private current: SharedFeed | undefined;

  constructor(private readonly parts: SharedFeedParts) {}

  /** A feed that opens later also has the streams of this consumer. Returns how to take that back. */
  register(streamPrefixes: readonly string[]): () => void {
    const own = [...streamPrefixes];
    this.wanted.add(own);
    return () => {
      this.wanted.delete(own);
      if (this.wanted.size > 0) return;
      this.current?.stop();
      this.current = undefined;
    };
  }

  /**
   * The feed for a registered consumer that has seen everything up to a position. Where the present feed does not have its
   * streams, or not from there on, a new feed takes its place.
   */
  feedFor(streamPrefixes: readonly string[], position: Position | undefined): SharedFeed {
    const present = this.current?.isOver ? undefined : this.current;
    if (present?.canServe(streamPrefixes, position)) return present;
    const start = present ? earlierOf(position, present.window.head) : position;
    const next = new SharedFeed(this.parts, unionOf(this.wanted), start);
    present?.stop(next);
    return (this.current = next);
  }

  /** What the present feed has of a stream; undefined where it does not have all of it. */
  eventsAfter(position: Position, upTo: Position, streamId: string): readonly RecordedEvent[] | undefined {
    return this.current?.eventsAfter(position, upTo, streamId);
  }
}

/** The present feed's consumers go over to the next one, so the next one begins where the present one ends, or before. */
const earlierOf = (position: Position | undefined, head: Position | undefined): Position | undefined =>
  position && head && comparePositions(head, position) < 0 ? head : position;
