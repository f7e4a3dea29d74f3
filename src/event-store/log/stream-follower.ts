import { Fault } from '../../shared/fault';
import type { Clock } from '../../shared/clock';
import {
  comparePositions,
  type EventStore,
  type LogMark,
  type Position,
  type RecordedEvent,
} from '../event-store';
import { markOf } from './log-mark';
import type { LogTail } from './log-tail';

export interface FollowerParts {
  readonly store: Pick<EventStore, 'readStream' | 'subscribe'>;
  readonly tail: LogTail;
  readonly clock: Clock;
}

/** A few streams that a process holds in memory. */
export interface FollowedStreams {
  readonly prefix: string;
  /** All events of the streams as they are now. @throws {Fault} */
  readHistory(): AsyncIterable<RecordedEvent>;
  /** Takes an event. The same event can come twice: the second time it must change nothing. */
  take(event: RecordedEvent): void;
}

/** From where the log is followed. */
interface Progress {
  readonly after: Position | undefined;
  readonly mark: LogMark | undefined;
}

/** How long the follower waits, in milliseconds, before it asks a store again that is away. */
const RETRY_MS = 500;

/** Reads a few streams and then follows the log, so that what another process writes takes effect here. */
export class StreamFollower {
  private isComplete = false;

  constructor(
    private readonly parts: FollowerParts,
    private readonly streams: FollowedStreams,
  ) {}

  /** Whether the whole history has been taken once, and the streams are still followed. */
  get ready(): boolean {
    return this.isComplete;
  }

  /** Follows the streams until the signal. Rejects only on what it must not go on after. */
  async follow(signal: AbortSignal): Promise<void> {
    try {
      const progress = await this.readUntilAnswered(signal);
      if (!progress) return;
      const items = this.parts.store.subscribe({
        ...progress,
        streamPrefixes: [this.streams.prefix],
        signal,
      });
      for await (const item of items) {
        if (item.kind === 'caught_up') this.isComplete = true;
        if (item.kind === 'event') this.streams.take(item.event);
      }
    } finally {
      // Without its streams the process would go by what is over.
      this.isComplete = false;
    }
  }

  /** Returns undefined only when the signal came before the event store answered. */
  private async readUntilAnswered(signal: AbortSignal): Promise<Progress | undefined> {
    while (!signal.aborted) {
      try {
        return await this.readHistory();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await this.parts.clock.wait(RETRY_MS, signal);
      }
    }
    return undefined;
  }

  /**
   * The end of the log is read before the streams. So a change that comes between the two arrives twice, and the second time
   * changes nothing. The other way round it could be missed. @throws {Fault}
   */
  private async readHistory(): Promise<Progress> {
    const [end] = await this.parts.tail.readTail(1);
    let last: RecordedEvent | undefined;
    for await (const event of this.streams.readHistory()) {
      this.streams.take(event);
      if (!last || comparePositions(event.position, last.position) > 0) last = event;
    }
    return { after: laterOf(end?.position, last?.position), mark: last && markOf(last) };
  }
}

const laterOf = (left: Position | undefined, right: Position | undefined): Position | undefined =>
  left && right && comparePositions(left, right) < 0 ? right : (left ?? right);
