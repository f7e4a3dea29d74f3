import type {
  AppendResult,
  ExpectedRevision,
  NewEvent,
  RecordedEvent,
} from '../../src/event-store/event-store';
import { Fault } from '../../src/shared/fault';
import { InMemoryEventStore } from './in-memory-event-store';

/** When a process dies: at this append (0 is the next one), before the event is on disk or after it. */
export interface Death {
  readonly atAppend: number;
  readonly isWritten: boolean;
}

/** Counts what is asked of the store, and lets a process die at an append: it learns no answer, now or later. */
export class CountingEventStore extends InMemoryEventStore {
  /** The streams that were read, in order. */
  readonly reads: string[] = [];
  /** The types of the events that were appended, in order. */
  readonly appends: string[] = [];
  private death: Death | undefined;

  startCounting(): void {
    this.reads.length = 0;
    this.appends.length = 0;
  }

  /** undefined: the process lives. */
  dieAt(death: Death | undefined): void {
    this.startCounting();
    this.death = death;
  }

  override append(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    const dies = this.death !== undefined && this.appends.length >= this.death.atAppend;
    if (dies && !(this.death!.isWritten && this.appends.length === this.death!.atAppend)) return died();
    this.appends.push(...events.map(({ body }) => body.type));
    const result = super.append(streamId, expected, events);
    return dies ? died() : result;
  }

  override readStream(streamId: string, fromRevision?: bigint, limit?: number): AsyncIterable<RecordedEvent> {
    this.reads.push(streamId);
    return super.readStream(streamId, fromRevision, limit);
  }

  override readLast(streamId: string): Promise<RecordedEvent | undefined> {
    this.reads.push(streamId);
    return super.readLast(streamId);
  }
}

const died = () => Promise.reject(new Fault('event store', 'the process died'));
