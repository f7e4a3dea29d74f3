import {
  comparePositions,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../src/event-store/event-store';
import { ForeignLog, containsMark } from '../../src/event-store/log/log-mark';
import type { LogEntry, LogTail } from '../../src/event-store/log/log-tail';
import type { Clock } from '../../src/shared/clock';

/** The port's semantics in memory: held to the same contract suite as the real server. */
export class InMemoryEventStore implements EventStore, LogTail {
  readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly waiting = new Set<() => void>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  append(streamId: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return Promise.resolve(this.appendNow(streamId, expected, events));
  }

  appendNow(streamId: string, expected: ExpectedRevision, events: readonly NewEvent[]): AppendResult {
    const stream = this.streams.get(streamId) ?? [];
    const at = expected === 'no_stream' ? 0 : Number(expected) + 1;
    if (at !== stream.length) return repeated(stream.slice(at, at + events.length), events);
    const recorded = events.map((event, index) => this.record(streamId, BigInt(at + index), event));
    stream.push(...recorded);
    this.streams.set(streamId, stream);
    for (const wake of this.waiting) wake();
    const last = recorded.at(-1)!;
    return { ok: true, revision: last.revision, position: last.position };
  }

  async *readStream(streamId: string, fromRevision = 0n, limit?: number): AsyncIterable<RecordedEvent> {
    yield* this.eventsOf(streamId, fromRevision).slice(0, limit);
  }

  eventsOf(streamId: string, fromRevision = 0n): RecordedEvent[] {
    return (this.streams.get(streamId) ?? []).slice(Number(fromRevision));
  }

  readLast(streamId: string): Promise<RecordedEvent | undefined> {
    return Promise.resolve(this.streams.get(streamId)?.at(-1));
  }

  async *readAll(after?: Position): AsyncIterable<RecordedEvent> {
    yield* this.log.slice(0).filter(event => !after || comparePositions(event.position, after) > 0);
  }

  readTail(count: number, before?: Position): Promise<readonly LogEntry[]> {
    const earlier = this.log.filter(({ position }) => !before || comparePositions(position, before) < 0);
    return Promise.resolve(earlier.slice(-count).reverse());
  }

  async *subscribe({
    after,
    mark,
    streamPrefixes,
    signal,
  }: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    if (mark && !(await containsMark(this, mark))) throw new ForeignLog(mark);
    let next = after ? Number(after.commit) : 0;
    let caughtUp = false;
    while (!signal.aborted) {
      const event = this.log[next];
      if (event) {
        next += 1;
        const wanted = streamPrefixes.some(prefix => event.streamId.startsWith(prefix));
        yield wanted ? { kind: 'event', event } : { kind: 'checkpoint', position: event.position };
      } else if (!caughtUp) {
        caughtUp = true;
        yield { kind: 'caught_up' };
      } else {
        await this.moreOr(signal);
      }
    }
  }

  private record(streamId: string, revision: bigint, event: NewEvent): RecordedEvent {
    const place = BigInt(this.log.length + 1);
    const position = { commit: place, prepare: place };
    const recorded = {
      ...structuredClone(event),
      streamId,
      revision,
      position,
      recordedAt: this.clock.now(),
    };
    this.log.push(recorded);
    return recorded;
  }

  private moreOr(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** The same ids at the same places: it has happened already. Anything else there: the revision is wrong. */
function repeated(present: readonly RecordedEvent[], events: readonly NewEvent[]): AppendResult {
  const same =
    present.length === events.length && events.every((event, index) => event.id === present[index]!.id);
  const last = present.at(-1);
  if (!same || !last) return { ok: false, refusal: 'WRONG_EXPECTED_REVISION' };
  return { ok: true, revision: last.revision, position: last.position };
}
