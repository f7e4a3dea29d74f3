import type { Clock } from '../../core/clock';
import type { Filter } from '../../services/read/filter';
import { isYoungEnough, visibleRange } from '../../services/read/history';
import { resolveLink, type ResolvedEvent } from '../../services/read/links';
import type { EventLog } from '../../storage/event-log';
import type { StoredEvent } from '../../storage/events/stored-event';
import { summaryOf } from '../../wire/recorded-event';
import { createUnsentMessage, type ReadEvent } from '../state/message';

/** The events of a group from a place on. */
export interface Source {
  /**
   * Returns the next events, at most `limit`. Returns none when there are none yet.
   * @throws {StreamDeletedError | CorruptDataError} when the stream is deleted or damaged
   */
  next(limit: number): Promise<readonly ReadEvent[]>;
}

export interface SourceOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  /** The first revision (of a stream) or position (in `$all`) of the group. */
  readonly first: number;
  readonly resolveLinks: boolean;
}

export function streamSource(options: SourceOptions, stream: string): Source {
  const { log, clock } = options;
  let next = options.first;
  const read = async (limit: number): Promise<readonly ReadEvent[]> => {
    const range = await visibleRange(log, stream);
    const from = Math.max(next, range?.first ?? 0);
    if (!range || from > range.last) return [];
    const stored = await log.readStreamForwards(stream, from, range.last, limit);
    next = from + stored.length;
    const seen = stored.map((event, index) => ({ event, place: from + index }));
    const young = seen.filter(({ event }) => isYoungEnough(event, range, clock.now()));
    // An empty result means that there is nothing more yet, so read on behind hidden events.
    return young.length > 0 ? readEvents(options, young) : read(limit);
  };
  return { next: read };
}

export function allSource(options: SourceOptions, filter: Filter | undefined): Source {
  const { log } = options;
  let next = Math.max(1, options.first);
  const read = async (limit: number): Promise<readonly ReadEvent[]> => {
    const last = log.lastPosition;
    if (next > last) return [];
    const stored = await log.readForwards(next, last, limit);
    next += stored.length;
    const seen = stored
      .map(event => ({ event, place: event.position, summary: summaryOf(event.bytes) }))
      .filter(({ summary }) => !isOwnTrace(summary.stream))
      .map(({ event, place, summary }) => ({ event, place, hidden: !(filter?.matches(summary) ?? true) }));
    return seen.length > 0 ? readEvents(options, seen) : read(limit);
  };
  return { next: read };
}

/** A group on `$all` ignores events of its own kind. Otherwise each checkpoint would lead to the next one. */
const isOwnTrace = (stream: string): boolean =>
  /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/s.test(stream);

interface Seen {
  readonly event: StoredEvent;
  readonly place: number;
  readonly hidden?: boolean;
}

const readEvents = (
  { log, clock, resolveLinks }: SourceOptions,
  seen: readonly Seen[],
): Promise<ReadEvent[]> =>
  Promise.all(
    seen.map(async ({ event, place, hidden }) => {
      if (hidden) return { place };
      const content: ResolvedEvent = resolveLinks
        ? await resolveLink(log, event, clock.now())
        : { event, link: undefined };
      return { place, message: createUnsentMessage(content) };
    }),
  );
