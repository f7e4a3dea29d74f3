import { comparePositions, type Position, type SubscriptionItem } from '../../event-store';
import type { FeedEntry } from './feed-window';
import { matchesAny } from './prefixes';
import type { SharedFeed } from './shared-feed';

/** A consumer of a feed. */
export interface Follower {
  readonly streamPrefixes: readonly string[];
  readonly signal: AbortSignal;
  /** The last position that it has looked at; the feed can serve it from there. */
  readonly seen: () => Position | undefined;
  readonly onSeen: (position: Position) => void;
  /** Whether a place is after everything that it has got. */
  readonly isNews: (position: Position) => boolean;
  /** @throws {ForeignLog} the store does not hold what the consumer has got */
  readonly proveLog: () => Promise<void>;
}

/**
 * Yields what a feed and its successors have for a consumer, at the consumer's pace. Returns true when the consumer fell
 * behind the window; false at the end of the feed, or with the signal. @throws what broke the feed, @throws {Bug} an
 * event of this consumer that cannot be read, @throws {ForeignLog}
 */
export async function* followFeed(
  first: SharedFeed,
  follower: Follower,
): AsyncGenerator<SubscriptionItem, boolean> {
  for (let feed: SharedFeed | undefined = first; feed; feed = feed.successor) {
    if (yield* followOne(feed, follower)) return true;
    if (follower.signal.aborted) return false;
  }
  return false;
}

async function* followOne(feed: SharedFeed, follower: Follower): AsyncGenerator<SubscriptionItem, boolean> {
  const waiting = new Waiting(feed, follower.signal);
  let next = feed.window.numberAfter(follower.seen());
  let isProved = false;
  try {
    while (!follower.signal.aborted) {
      const entry = next === undefined ? 'dropped' : feed.window.at(next);
      if (entry === 'dropped') return true;
      if (!entry) {
        feed.throwFailure();
        if (feed.isOver) return false;
        await waiting.change();
        continue;
      }
      if (!isProved) {
        // An entry shows that the call goes to a server. Only now does the proof say something about that server.
        await follower.proveLog();
        isProved = true;
        continue;
      }
      next! += 1;
      if (isKnown(entry, follower.seen())) continue;
      follower.onSeen(entry.position);
      const item = itemFor(follower, entry);
      if (item) yield item;
    }
    return false;
  } finally {
    waiting.release();
  }
}

/** A successor can begin before the place where its consumers are. A checkpoint has the place of the event before it. */
function isKnown({ kind, position }: FeedEntry, seen: Position | undefined): boolean {
  const order = seen ? comparePositions(position, seen) : 1;
  return order < 0 || (order === 0 && kind !== 'checkpoint');
}

/** What a consumer gets of an entry. */
function itemFor({ streamPrefixes, isNews }: Follower, entry: FeedEntry): SubscriptionItem | undefined {
  if (entry.kind === 'checkpoint') return isNews(entry.position) ? entry : undefined;
  const streamId = entry.kind === 'event' ? entry.event.streamId : entry.streamId;
  if (!matchesAny(streamPrefixes, streamId)) return undefined;
  if (entry.kind === 'unreadable') throw entry.bug;
  return entry;
}

/** Waits for a feed or the signal. One listener for all the waits of a consumer. */
class Waiting {
  private wake: () => void = () => undefined;
  private readonly onAbort = () => this.wake();

  constructor(
    private readonly feed: SharedFeed,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Nothing else runs between looking at the feed and asking for this. */
  change(): Promise<void> {
    return new Promise(resolve => {
      this.wake = resolve;
      this.feed.onChange(resolve);
    });
  }

  release(): void {
    this.signal.removeEventListener('abort', this.onAbort);
  }
}
