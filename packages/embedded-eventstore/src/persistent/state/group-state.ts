import { hasRoom, strategyNamed, type Consumer, type Strategy } from './dispatch-strategies';
import { InFlight, type Sent } from './in-flight';
import type { Message, ReadEvent, Unsent } from './message';
import { MessageBuffer } from './message-buffer';
import { Progress } from './progress';
import { readBatchOf, type GroupSettings } from '../settings';

export type NackAction = 'park' | 'retry' | 'skip' | 'stop';

/** With its revision in the parked stream. */
export type ReplayedMessage = Unsent & { readonly revision: number };

/** What has to be done outside, in this order. */
export type Effect =
  | { readonly kind: 'send'; readonly consumer: string; readonly message: Message }
  /** To be answered with `parked` or `parkFailed`. */
  | { readonly kind: 'park'; readonly message: Message; readonly reason: string }
  /** The consumer came to an end of one message, so long after it was sent. */
  | { readonly kind: 'settled'; readonly consumer: string; readonly afterMs: number };

/** Waiting events of one group may take so much memory, whatever its buffer sizes say. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/**
 * A group of consumers that share the events of one source: which waits, which is with whom, which has ended. Pure:
 * it is told the time and what happened, and says what to do. Every message it has read stays here until it is
 * acknowledged, skipped, or parked on disk.
 */
export class GroupState {
  readonly progress: Progress;
  private readonly buffer = new MessageBuffer();
  private readonly inFlight = new InFlight();
  private readonly consumers = new Map<string, Consumer>();
  private readonly strategy: Strategy;
  /** Revisions of replayed messages that have not ended, in the order of replaying. */
  private readonly replaying = new Set<number>();
  private effects: Effect[] = [];

  constructor(
    private readonly settings: GroupSettings,
    checkpoint: number | undefined,
  ) {
    this.progress = new Progress(settings, checkpoint);
    this.strategy = strategyNamed(settings.strategy);
  }

  get counts() {
    const { retryCount: retry, freshCount: fresh } = this.buffer;
    return { retry, fresh, inFlight: this.inFlight.count, consumers: this.consumers.size };
  }

  /** The first replayed message that has not ended, in the parked stream. */
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

  /** How many events may be read now; 0 while the buffer is full. Once live, every free place may be used. */
  room(live: boolean): number {
    const { historyBufferSize, liveBufferSize } = this.settings;
    const free = historyBufferSize - this.buffer.freshCount - this.buffer.retryCount;
    const batch = readBatchOf(this.settings);
    if (this.buffer.bytes >= MAX_BUFFERED_BYTES) return 0;
    if (live) return Math.max(0, Math.min(free, Math.max(batch, liveBufferSize)));
    return free > batch ? batch : free >= historyBufferSize ? free : 0;
  }

  /** Events of the source, in its order. */
  read(events: readonly ReadEvent[], nowMs: number): void {
    for (const { place, message } of events) {
      if (!message) this.progress.skip(place);
      else {
        const origin = { kind: 'read', sequence: this.progress.add(place), place } as const;
        this.buffer.add({ ...message, retries: 0, origin });
      }
    }
    this.push(nowMs);
  }

  /** Messages from the parked stream, in its order. */
  replay(messages: readonly ReplayedMessage[], nowMs: number): void {
    for (const { revision, ...message } of messages) {
      this.replaying.add(revision);
      this.buffer.addRetry({ ...message, retries: 0, origin: { kind: 'replayed', revision } });
    }
    this.push(nowMs);
  }

  connect(id: string, slots: number, nowMs: number): void {
    const consumer: Consumer = { id, slots, inFlight: 0, paused: false };
    this.consumers.set(id, consumer);
    this.strategy.added(consumer);
    this.push(nowMs);
  }

  /** What it had goes to the others. */
  disconnect(id: string, nowMs: number): void {
    const consumer = this.consumers.get(id);
    if (!consumer) return;
    this.consumers.delete(id);
    this.strategy.removed(consumer);
    for (const { message } of this.inFlight.takeOf(consumer)) this.buffer.addRetry(again(message));
    this.push(nowMs);
  }

  /** A paused consumer gets nothing until it is resumed. */
  pause(id: string, paused: boolean, nowMs: number): void {
    const consumer = this.consumers.get(id);
    if (!consumer) return;
    consumer.paused = paused;
    if (!paused) this.push(nowMs);
  }

  /** What is not in flight (any more) is passed over: it has ended, or it will be sent again. */
  ack(ids: readonly string[], nowMs: number): void {
    for (const sent of this.takeSent(ids, nowMs)) this.end(sent.message);
    this.push(nowMs);
  }

  nack(ids: readonly string[], action: NackAction, reason: string, nowMs: number): void {
    for (const { message } of this.takeSent(ids, nowMs)) {
      if (action === 'skip') this.end(message);
      else if (action === 'park') this.park(message, `Client explicitly NAK'ed message.\n${reason}`);
      else this.retry(message);
    }
    this.push(nowMs);
  }

  /** It is in the parked stream, on disk: so it has ended here. */
  parked(message: Message): void {
    this.end(message);
  }

  parkFailed(message: Message, nowMs: number): void {
    this.buffer.addRetry(message);
    this.push(nowMs);
  }

  /** Sends again, or parks, what was not answered in time. */
  tick(nowMs: number): void {
    for (const sent of this.inFlight.takeExpired(nowMs)) {
      this.release(sent);
      this.retry(sent.message);
    }
    this.push(nowMs);
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
    this.strategy.count(consumer, message.stream, -1);
  }

  private retry(message: Message): void {
    const { maxRetryCount } = this.settings;
    if (message.retries >= maxRetryCount) this.park(message, `Reached retry count of ${maxRetryCount}`);
    else this.buffer.addRetry(again(message));
  }

  private park(message: Message, reason: string): void {
    this.effects.push({ kind: 'park', message, reason });
  }

  private end({ origin }: Message): void {
    if (origin.kind === 'read') this.progress.end(origin.sequence);
    else this.replaying.delete(origin.revision);
  }

  /** Sends what can be sent. Of two messages with one id the second waits, for an answer could not tell them apart. */
  private push(nowMs: number): void {
    if (![...this.consumers.values()].some(hasRoom)) return;
    for (const message of this.buffer.scan()) {
      if (this.inFlight.has(message.id)) continue;
      const chosen = this.strategy.choose(message.stream);
      if (chosen === 'full') return;
      if (chosen !== 'wait') this.send(chosen, message, nowMs);
    }
  }

  private send(consumer: Consumer, message: Message, nowMs: number): void {
    this.buffer.remove(message);
    consumer.inFlight += 1;
    this.strategy.count(consumer, message.stream, 1);
    const expiresAtMs = nowMs + this.settings.messageTimeoutMs;
    this.inFlight.add({ message, consumer, sentAtMs: nowMs, expiresAtMs });
    this.effects.push({ kind: 'send', consumer: consumer.id, message });
  }
}

const again = (message: Message): Message => ({ ...message, retries: message.retries + 1 });
