import type { Clock } from '../../core/clock';
import type { RunningCallAccess } from '../../access/running-call';
import type { EventLog } from '../../storage/event-log';
import type { StoredEvent } from '../../storage/events/stored-event';
import { firstVisible, type StreamHead } from '../../storage/heads/stream-head';
import { caughtUpFrame, checkpointFrame, confirmationFrame } from '../../wire/read-frames';
import { summaryOf } from '../../wire/recorded-event';
import type { CommitSignal } from '../../write/commit-signal';
import { StreamDeletedError } from '../errors';
import type { Frame } from './frame';
import { isYoungEnough, visibleRange } from './history';
import type { ReadOutput } from './read-output';
import type { ReadRequest } from './read-request';

export interface SubscriptionParts {
  readonly log: EventLog;
  readonly commits: CommitSignal;
  /** The caller's right to read; it is checked before each piece. */
  readonly admission: RunningCallAccess;
  readonly outgoing: ReadOutput;
  readonly clock: Clock;
  readonly frame: Frame;
}

/** Returns the events after the present place and moves it. Returns none when there are none yet. */
interface Source {
  next(): Promise<readonly StoredEvent[]>;
  /** Moves the place back, so that the next piece begins with this event of the last piece. */
  backTo(event: StoredEvent): void;
  /** Returns whether the stream exists. A reader cannot have caught up with a stream that does not exist. */
  hasBegun(): boolean;
}

/**
 * A subscription reads from its own place after each commit. History and live events come from the same read, so no
 * event can be missed or sent twice between them.
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
    if (await deliver.next(source)) {
      await outgoing.waitUntilSent();
      continue;
    }
    if (!caughtUp && source.hasBegun()) {
      await outgoing.send(caughtUpFrame());
      caughtUp = true;
    }
    await commits.waitAfter(version, signal);
  }
}

/**
 * Sends the events that pass the filter, and a checkpoint after a number of examined events. When many readers are
 * slow, the rest of a piece is dropped and read again later, so that each slow reader needs little memory.
 */
class Delivery {
  private sinceCheckpoint = 0;

  constructor(
    private readonly parts: SubscriptionParts,
    private readonly request: ReadRequest,
  ) {}

  /** Sends the next piece, or the part of it that the reader accepts. Returns false when there is nothing more yet. */
  async next(source: Source): Promise<boolean> {
    const { outgoing } = this.parts;
    const events = await source.next();
    for (const event of events) {
      if (outgoing.hasEnded) return true;
      if (!outgoing.keepsUp) {
        if (!outgoing.mayKeep) {
          source.backTo(event);
          return true;
        }
        await outgoing.waitUntilSent();
        await this.parts.admission.check();
      }
      await this.tell(event);
    }
    return events.length > 0;
  }

  private async tell(event: StoredEvent): Promise<void> {
    const { filter } = this.request;
    const { outgoing, frame } = this.parts;
    if (!filter || filter.matches(summaryOf(event.bytes))) outgoing.write(await frame(event));
    if (filter) this.count(event.position, filter.checkpointEvery);
  }

  private count(position: number, checkpointEvery: number): void {
    this.sinceCheckpoint += 1;
    if (this.sinceCheckpoint < checkpointEvery) return;
    this.sinceCheckpoint = 0;
    this.parts.outgoing.write(checkpointFrame(position));
  }
}

/** Reads `$all` after a position. */
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
    backTo: event => void (position = event.position - 1),
  };
}

/**
 * Reads a stream after a revision. The stream need not exist yet. The subscription fails when it is deleted for ever.
 */
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
    // An empty result means that there is nothing more yet, so read on behind events that are too old.
    return young.length > 0 ? young : next();
  };
  /** Returns the events before the end, then the event that ends the stream; the call after that fails. */
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
  // The event that ends a stream is a piece of its own, so the place never moves back to it.
  const backTo = (event: StoredEvent) => void (revision = summaryOf(event.bytes).revision - 1);
  return { next, backTo, hasBegun: () => hasBegun };
}

function passDeletion(error: unknown): 'deleted' {
  if (error instanceof StreamDeletedError) return 'deleted';
  throw error;
}
