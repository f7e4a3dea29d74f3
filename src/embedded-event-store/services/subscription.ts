import type { Clock } from '../../shared/clock';
import type { OngoingAdmission } from '../access/ongoing';
import type { EventLog, StoredEvent } from '../storage/event-log';
import { firstVisible, type StreamHead } from '../storage/stream-head';
import { caughtUpFrame, checkpointFrame, confirmationFrame } from '../wire/read-frames';
import { summaryOf } from '../wire/recorded-event';
import type { CommitSignal } from '../write/commit-signal';
import { StreamDeletedError } from './errors';
import type { Frame } from './frame';
import { isYoungEnough, visibleRange } from './history';
import type { Outgoing } from './outgoing';
import type { ReadRequest } from './read-request';

export interface SubscriptionParts {
  readonly log: EventLog;
  readonly commits: CommitSignal;
  /** Looked at again before each piece that is told. */
  readonly admission: OngoingAdmission;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly frame: Frame;
}

/** Yields what comes after a place, and moves the place; nothing when there is nothing more yet. */
interface Source {
  next(): Promise<readonly StoredEvent[]>;
  /** Whether there is something one can have caught up with: a stream that is not there has no end yet. */
  hasBegun(): boolean;
}

/**
 * A subscription reads on from its own place whenever there was a commit. History and live are the same read, so there
 * is no seam between them at which an event could be missed or told twice.
 */
export async function runSubscription(
  parts: SubscriptionParts,
  id: string,
  request: ReadRequest,
): Promise<void> {
  const { admission, commits, outgoing } = parts;
  const { signal } = outgoing;
  const source =
    request.stream === undefined ? allSource(parts, request) : await streamSource(parts, request);
  const deliver = new Delivery(parts, request);
  await outgoing.send(confirmationFrame(id));
  let caughtUp = false;
  while (!signal.aborted) {
    const version = commits.version;
    await admission.check();
    const events = await source.next();
    if (events.length > 0) {
      await deliver.all(events);
      continue;
    }
    if (!caughtUp && source.hasBegun()) {
      await outgoing.send(caughtUpFrame());
      caughtUp = true;
    }
    await commits.after(version, signal);
  }
}

/** Sends what the filter lets through, and a checkpoint after every so many events looked at. */
class Delivery {
  private sinceCheckpoint = 0;

  constructor(
    private readonly parts: SubscriptionParts,
    private readonly request: ReadRequest,
  ) {}

  async all(events: readonly StoredEvent[]): Promise<void> {
    const { filter } = this.request;
    const { outgoing, frame } = this.parts;
    for (const event of events) {
      if (outgoing.signal.aborted) return;
      if (!filter || filter.matches(summaryOf(event.bytes))) await outgoing.send(await frame(event));
      if (filter) await this.count(event.position, filter.checkpointEvery);
    }
  }

  private async count(position: number, checkpointEvery: number): Promise<void> {
    this.sinceCheckpoint += 1;
    if (this.sinceCheckpoint < checkpointEvery) return;
    this.sinceCheckpoint = 0;
    await this.parts.outgoing.send(checkpointFrame(position));
  }
}

/** `$all` after a position. */
function allSource({ log }: SubscriptionParts, { from }: ReadRequest): Source {
  let position = from === 'start' ? 0 : from === 'end' ? log.lastPosition : from;
  return {
    hasBegun: () => true,
    next: async () => {
      const last = log.lastPosition;
      if (position >= last) return [];
      const events = await log.readForwards(position + 1, last);
      position += events.length;
      return events;
    },
  };
}

/** A stream after a revision. The stream need not exist yet; deleted for ever, the subscription fails. */
async function streamSource(
  { log, clock }: SubscriptionParts,
  { stream = '', from }: ReadRequest,
): Promise<Source> {
  const range = await visibleRange(log, stream);
  let hasBegun = from === 'end';
  let revision = from === 'start' ? -1 : from === 'end' ? (range?.last ?? -1) : from;
  let hasEnded = false;
  const next = async (): Promise<readonly StoredEvent[]> => {
    const visible = await visibleRange(log, stream).catch(passDeletion);
    if (visible === 'deleted') return lastEvents(await log.head(stream));
    hasBegun ||= visible !== undefined;
    const first = Math.max(revision + 1, visible?.first ?? 0);
    if (!visible || first > visible.last) return [];
    const events = await log.readStreamForwards(stream, first, visible.last);
    revision = first + events.length - 1;
    const young = events.filter(event => isYoungEnough(event, visible, clock.now()));
    // An empty answer means that there is nothing more yet, so what is too old is passed over here.
    return young.length > 0 ? young : next();
  };
  /** Whoever listens hears what came before the end, then the event that ends the stream, and then the error. */
  const lastEvents = async (head: StreamHead): Promise<readonly StoredEvent[]> => {
    const first = Math.max(revision + 1, firstVisible(stream, head));
    if (first <= head.revision) {
      const events = await log.readStreamForwards(stream, first, head.revision);
      revision = first + events.length - 1;
      return events;
    }
    const position = head.tombstonePosition;
    if (hasEnded || position === undefined) throw new StreamDeletedError(stream);
    hasEnded = true;
    return log.readForwards(position, position, 1);
  };
  return { next, hasBegun: () => hasBegun };
}

function passDeletion(error: unknown): 'deleted' {
  if (error instanceof StreamDeletedError) return 'deleted';
  throw error;
}
