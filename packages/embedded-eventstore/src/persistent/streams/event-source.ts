import type { Clock } from '../../../../../src/shared/clock';
import type { Filter } from '../../services/read/filter';
import { isYoungEnough, visibleRange } from '../../services/read/history';
import { resolveLink, type ResolvedEvent } from '../../services/read/links';
import type { EventLog, StoredEvent } from '../../storage/event-log';
import { summaryOf } from '../../wire/recorded-event';
import { unsent, type ReadEvent } from '../state/message';

/** The events a group is for, from a place on. */
export interface Source {
  /** Some of the next events, `limit` at most; none where there are none yet. @throws {StreamDeletedError | CorruptDataError} */
  next(limit: number): Promise<readonly ReadEvent[]>;
}

export interface SourceOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  /** The first revision (of a stream) or position (in `$all`) that is wanted. */
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
    // Nothing means that there is nothing more yet, so what is hidden is passed over here.
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

/** What groups on `$all` write themselves is nothing to them, else each checkpoint would make way for the next. */
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
      return { place, message: unsent(content) };
    }),
  );
