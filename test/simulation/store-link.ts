import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  RecordedEvent,
  SubscribeOptions,
  SubscriptionItem,
} from '../../src/event-store/event-store';
import type { LogEntry, LogTail } from '../../src/event-store/log/log-tail';
import { Fault } from '../../src/shared/fault';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import type { Life } from './life';

/** One process's way to the shared event store, with everything that goes wrong on it. */
export class StoreLink implements EventStore, LogTail {
  constructor(
    private readonly store: InMemoryEventStore,
    private readonly life: Life,
    private readonly goesWrong: () => { refused: boolean; acknowledgementLost: boolean },
  ) {}

  /** Read models that are always current see it: what is under way about an account. */
  get log(): readonly RecordedEvent[] {
    return this.store.log;
  }

  append(streamId: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const { refused, acknowledgementLost } = this.goesWrong();
    const passage = { lostBefore: refused, lostAfter: acknowledgementLost };
    return this.life.call(() => this.store.appendNow(streamId, expected, events), passage, away);
  }

  async *readStream(streamId: string, fromRevision?: bigint, limit?: number): AsyncIterable<RecordedEvent> {
    const events = await this.read(() => this.store.eventsOf(streamId, fromRevision));
    yield* events.slice(0, limit);
  }

  readLast(streamId: string): Promise<RecordedEvent | undefined> {
    return this.read(() => this.store.eventsOf(streamId).at(-1));
  }

  async *readAll(after?: Position): AsyncIterable<RecordedEvent> {
    const events = await this.read(() =>
      this.store.log.filter(event => !after || event.position.commit > after.commit),
    );
    yield* events;
  }

  readTail(count: number): Promise<readonly LogEntry[]> {
    return this.read(() => this.store.log.slice(-count).reverse());
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    const ended = new AbortController();
    this.life.atDeath(() => ended.abort());
    options.signal.addEventListener('abort', () => ended.abort(), { once: true });
    for await (const item of this.store.subscribe({ ...options, signal: ended.signal })) {
      yield await this.life.call(() => item, { lostBefore: false, lostAfter: false }, away);
    }
    // A dead process's loop does not go on, not even to its end.
    if (!this.life.alive) await new Promise(() => {});
  }

  private read<Value>(effect: () => Value): Promise<Value> {
    return this.life.call(effect, { lostBefore: this.goesWrong().refused, lostAfter: false }, away);
  }
}

const away = (): Fault =>
  new Fault('event store', 'The simulated event store is away, or its answer was lost');
