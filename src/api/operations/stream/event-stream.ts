import type { EventStore, Position, RecordedEvent } from '../../../event-store/event-store';
import { formatPosition } from '../../../event-store/event-store';
import type { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ownsAccount } from '../../auth/own-accounts';
import { type EventPlaces, FOLLOWED_PREFIXES } from './event-places';
import { StreamEventResponse } from './stream-event.response';
import type { StreamOutput } from './stream-output';
import { mayFollow, type StreamTopic, topicOf } from './stream-topics';

export interface EventStreamParts {
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly clock: Clock;
  readonly places: EventPlaces;
  readonly output: StreamOutput;
  /** The client as it is now; undefined: its key or session is not accepted any more. */
  readonly client: () => ApiClient | undefined;
  readonly topics: readonly StreamTopic[];
  /** Ends the stream with the process. */
  readonly ending: AbortSignal;
  /** The stream ends after so many milliseconds; undefined: only for another reason. */
  readonly lastsMs: number | undefined;
}

type EndReason = 'SHUTDOWN' | 'NOT_ACCEPTED' | 'TIME_OVER' | 'EVENT_STORE_FAULT';

/** How often the key is looked at. */
const CHECK_MS = 1_000;
/** A silent stream says so often that it is alive, and how far the log has come. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 500;

/** Sends one client what changes, from a position on, until it leaves or may not see it any more. */
export class EventStream {
  private readonly over = new AbortController();
  private reason: EndReason | undefined;
  private saidMs: number;

  constructor(
    private readonly parts: EventStreamParts,
    private seen: Position,
  ) {
    this.saidMs = parts.clock.monotonicMs();
    parts.ending.addEventListener('abort', () => this.end('SHUTDOWN'), { once: true });
    parts.output.onClose(() => this.over.abort());
  }

  /** Resolves when the answer has ended. Never rejects. */
  async run(): Promise<void> {
    if (this.parts.ending.aborted) this.end('SHUTDOWN');
    const watching = this.watch();
    try {
      await this.say('opened', { position: formatPosition(this.seen) });
      await this.follow();
    } catch {
      this.end('EVENT_STORE_FAULT');
    }
    this.over.abort();
    await watching;
    this.parts.output.end(this.reason && { reason: this.reason });
  }

  private async follow(): Promise<void> {
    const { store } = this.parts;
    const options = { after: this.seen, streamPrefixes: FOLLOWED_PREFIXES, signal: this.over.signal };
    for await (const item of store.subscribe(options)) {
      if (item.kind === 'event') await this.take(item.event);
      if (this.over.signal.aborted) return;
      if (item.kind !== 'caught_up') this.seen = item.kind === 'event' ? item.event.position : item.position;
    }
  }

  /** What the key may see is asked anew for each event, so a change of its client takes effect at once. */
  private async take(event: RecordedEvent): Promise<void> {
    const topic = topicOf(event.body.type);
    if (topic === undefined || !this.parts.topics.includes(topic)) return;
    const client = this.acceptedClient();
    if (!client || !mayFollow(client, topic)) return;
    const place = await this.placeOf(event);
    if (!place || (client.accounts !== '*' && !isOwn(client, place.accountId))) return;
    const told = StreamEventResponse.from(event, topic, place);
    await this.say(topic, told, formatPosition(event.position));
  }

  private acceptedClient(): ApiClient | undefined {
    const client = this.parts.client();
    if (!client) this.end('NOT_ACCEPTED');
    return client;
  }

  /** An event that is passed over would never be told, so the streams are asked until they answer. */
  private async placeOf(event: RecordedEvent) {
    while (!this.over.signal.aborted) {
      try {
        return await this.parts.places.find(event);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await this.parts.clock.wait(RETRY_MS, this.over.signal);
      }
    }
    return undefined;
  }

  private async watch(): Promise<void> {
    const { clock, lastsMs = Infinity, output } = this.parts;
    const begunMs = clock.monotonicMs();
    while (!this.over.signal.aborted) {
      const leftMs = begunMs + lastsMs - clock.monotonicMs();
      await clock.wait(Math.max(0, Math.min(CHECK_MS, leftMs)), this.over.signal);
      if (this.over.signal.aborted || !this.acceptedClient()) return;
      if (clock.monotonicMs() >= begunMs + lastsMs) return this.end('TIME_OVER');
      if (clock.monotonicMs() - this.saidMs < HEARTBEAT_MS || output.isWaiting) continue;
      this.saidMs = clock.monotonicMs();
      output.beat(formatPosition(this.seen));
    }
  }

  private async say(event: string, data: object, id = formatPosition(this.seen)): Promise<void> {
    this.saidMs = this.parts.clock.monotonicMs();
    await this.parts.output.send({ id, event, data }, this.over.signal);
  }

  private end(reason: EndReason): void {
    if (this.over.signal.aborted) return;
    this.reason = reason;
    this.over.abort();
  }
}

const isOwn = (client: ApiClient, accountId: string | null): boolean =>
  accountId !== null && ownsAccount(client, accountId);
