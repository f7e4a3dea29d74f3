import { hasRoom, createStrategy, type Consumer, type Strategy } from './dispatch-strategies';
import { InFlight, type Sent } from './in-flight';
import type { Message, ReadEvent, Unsent } from './message';
import { MessageBuffer } from './message-buffer';
import { Progress } from './progress';
import { readBatchOf, type GroupSettings } from '../settings';

export type NackAction = 'park' | 'retry' | 'skip' | 'stop';

/** A replayed message with its revision in the parked stream. */
export type ReplayedMessage = Unsent & { readonly revision: number };

/** The effects that the group must perform, in this order. */
export type Effect =
  | { readonly kind: 'send'; readonly consumer: string; readonly message: Message }
  /** The group answers with `confirmParked` or `retryAfterFailedPark`. */
  | { readonly kind: 'park'; readonly message: Message; readonly reason: string }
  /** The consumer answered one message, this long after it was sent. */
  | { readonly kind: 'settled'; readonly consumer: string; readonly afterMs: number };

/** The most memory for waiting events of one group, whatever its buffer sizes are. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/**
 * The state of a group of consumers that share the events of one source: which messages wait, which are sent, which
 * have ended. It is pure: it receives the time and what happened, and returns effects. Every message stays here until
 * it is acknowledged, skipped, or parked on disk.
 */
export class GroupState {
  readonly progress: Progress;
  private readonly buffer = new MessageBuffer();
  private readonly inFlight = new InFlight();
  private readonly consumers = new Map<string, Consumer>();
  private readonly strategy: Strategy;
  /** Revisions of replayed messages that have not ended, in the order of the replay. */
  private readonly replaying = new Set<number>();
  private effects: Effect[] = [];

  constructor(
    private readonly settings: GroupSettings,
    checkpoint: number | undefined,
  ) {
    this.progress = new Progress(settings, checkpoint);
    this.strategy = createStrategy(settings.strategy);
  }

  get counts() {
    const { retryCount: retry, freshCount: fresh } = this.buffer;
    return { retry, fresh, inFlight: this.inFlight.count, consumers: this.consumers.size };
  }

  /** The revision in the parked stream of the first replayed message that has not ended. */
  get firstReplaying(): number | undefined {
    const [first] = this.replaying;
    return first;
  }

  consumer(id: string): Readonly<Consumer> | undefined {
    return this.consumers.get(id);
  }

  takeEffects(): Effect[] {
    return this.effects.splice(0);
  }

  /**
   * The number of events that the group may read now; 0 while the buffer is full. A live group may use every free
   * place.
   */
  readableCount(live: boolean): number {
    const { historyBufferSize, liveBufferSize } = this.settings;
    const free = historyBufferSize - this.buffer.freshCount - this.buffer.retryCount;
    const batch = readBatchOf(this.settings);
    if (this.buffer.bytes >= MAX_BUFFERED_BYTES) return 0;
    if (live) return Math.max(0, Math.min(free, Math.max(batch, liveBufferSize)));
    return free > batch ? batch : free >= historyBufferSize ? free : 0;
  }

  /** Adds events of the source, in its order. */
  read(events: readonly ReadEvent[], nowMs: number): void {
    for (const { place, message } of events) {
      if (!message) this.progress.skip(place);
      else {
        const origin = { kind: 'read', sequence: this.progress.add(place), place } as const;
        this.buffer.add({ ...message, retries: 0, origin });
      }
    }
    this.sendWaiting(nowMs);
  }

  /** Adds messages of the parked stream, in its order. */
  replay(messages: readonly ReplayedMessage[], nowMs: number): void {
    for (const { revision, ...message } of messages) {
      this.replaying.add(revision);
      this.buffer.addRetry({ ...message, retries: 0, origin: { kind: 'replayed', revision } });
    }
    this.sendWaiting(nowMs);
  }

  connect(id: string, slots: number, nowMs: number): void {
    const consumer: Consumer = { id, slots, inFlight: 0, paused: false };
    this.consumers.set(id, consumer);
    this.strategy.addConsumer(consumer);
    this.sendWaiting(nowMs);
  }

  /** Gives the messages of the consumer to the others. */
  disconnect(id: string, nowMs: number): void {
    const consumer = this.consumers.get(id);
    if (!consumer) return;
    this.consumers.delete(id);
    this.strategy.removeConsumer(consumer);
    for (const { message } of this.inFlight.takeAllOf(consumer))
      this.buffer.addRetry(withOneMoreRetry(message));
    this.sendWaiting(nowMs);
  }

  /** Pauses or resumes a consumer. A paused consumer gets nothing. */
  pause(id: string, paused: boolean, nowMs: number): void {
    const consumer = this.consumers.get(id);
    if (!consumer) return;
    consumer.paused = paused;
    if (!paused) this.sendWaiting(nowMs);
  }

  /** Ignores messages that are not in flight: they have ended, or the group will send them again. */
  ack(ids: readonly string[], nowMs: number): void {
    for (const sent of this.takeSent(ids, nowMs)) this.end(sent.message);
    this.sendWaiting(nowMs);
  }

  nack(ids: readonly string[], action: NackAction, reason: string, nowMs: number): void {
    for (const { message } of this.takeSent(ids, nowMs)) {
      if (action === 'skip') this.end(message);
      else if (action === 'park') this.park(message, `Client explicitly NAK'ed message.\n${reason}`);
      else this.retry(message);
    }
    this.sendWaiting(nowMs);
  }

  /** The message is on disk in the parked stream, so it has ended here. */
  confirmParked(message: Message): void {
    this.end(message);
  }

  retryAfterFailedPark(message: Message, nowMs: number): void {
    this.buffer.addRetry(message);
    this.sendWaiting(nowMs);
  }

  /** Sends a message again, or parks it, when its consumer did not answer in time. */
  tick(nowMs: number): void {
    for (const sent of this.inFlight.takeExpired(nowMs)) {
      this.release(sent);
      this.retry(sent.message);
    }
    this.sendWaiting(nowMs);
  }

  private takeSent(ids: readonly string[], nowMs: number): Sent[] {
    return ids.flatMap(id => {
      const sent = this.inFlight.take(id);
      if (!sent) return [];
      this.release(sent);
      const afterMs = nowMs - sent.sentAtMs;
      this.effects.push({ kind: 'settled', consumer: sent.consumer.id, afterMs });
      return [sent];
    });
  }

  private release({ consumer, message }: Sent): void {
    consumer.inFlight -= 1;
    this.strategy.countMessage(consumer, message.stream, -1);
  }

  private retry(message: Message): void {
    const { maxRetryCount } = this.settings;
    if (message.retries >= maxRetryCount) this.park(message, `Reached retry count of ${maxRetryCount}`);
    else this.buffer.addRetry(withOneMoreRetry(message));
  }

  private park(message: Message, reason: string): void {
    this.effects.push({ kind: 'park', message, reason });
  }

  private end({ origin }: Message): void {
    if (origin.kind === 'read') this.progress.end(origin.sequence);
    else this.replaying.delete(origin.revision);
  }

  /**
   * Sends every message that has a free consumer. The second of two messages with one id waits, because an
   * acknowledgement could not distinguish them.
   */
  private sendWaiting(nowMs: number): void {
    if (![...this.consumers.values()].some(hasRoom)) return;
    for (const message of this.buffer.inSendingOrder()) {
      if (this.inFlight.has(message.id)) continue;
      const chosen = this.strategy.choose(message.stream);
      if (chosen === 'full') return;
      if (chosen !== 'wait') this.send(chosen, message, nowMs);
    }
  }

  private send(consumer: Consumer, message: Message, nowMs: number): void {
    this.buffer.remove(message);
    consumer.inFlight += 1;
    this.strategy.countMessage(consumer, message.stream, 1);
    const expiresAtMs = nowMs + this.settings.messageTimeoutMs;
    this.inFlight.add({ message, consumer, sentAtMs: nowMs, expiresAtMs });
    this.effects.push({ kind: 'send', consumer: consumer.id, message });
  }
}

const withOneMoreRetry = (message: Message): Message => ({ ...message, retries: message.retries + 1 });
