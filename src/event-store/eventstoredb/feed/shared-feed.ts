import { Bug } from '../../../shared/invariant';
import { fromClientEvent, logEntryOf } from '../../codec/client-events';
import type { EventRegistry } from '../../codec/event-registry';
import type { Position, RecordedEvent } from '../../event-store';
import { FeedWindow, type FeedEntry, type WindowLimits } from './feed-window';
import { areCovered } from './prefixes';
import { roughSize } from './rough-size';
import type { CallItem, CallOptions } from './subscription-call';

export interface SharedFeedParts {
  readonly registry: EventRegistry;
  readonly openCall: (options: CallOptions) => AsyncIterable<CallItem>;
  readonly limits?: WindowLimits | undefined;
}

/**
 * One subscription call that many consumers follow. Each event is decoded once. The feed never waits for a consumer: one
 * that falls behind the window has to catch up by itself. A feed whose call broke does not go on.
 */
export class SharedFeed {
  readonly window: FeedWindow;
  /** A feed of more streams that goes on where this one ends. */
  successor: SharedFeed | undefined;
  private readonly ending = new AbortController();
  private readonly wakers = new Set<() => void>();
  private over = false;
  private failure: { readonly error: unknown } | undefined;

  /** `after`: exclusive; undefined starts at the beginning. */
  constructor(
    private readonly parts: SharedFeedParts,
    private readonly streamPrefixes: readonly string[],
    after: Position | undefined,
  ) {
    this.window = new FeedWindow(after, parts.limits);
    void this.run({ after, streamPrefixes, signal: this.ending.signal });
  }

  /** Whether the call has ended, by itself or from this side. */
  get isOver(): boolean {
    return this.over;
  }

  /** Whether a consumer that has seen everything up to a position can go on here. */
  canServe(streamPrefixes: readonly string[], position: Position | undefined): boolean {
    const isComplete = areCovered(streamPrefixes, this.streamPrefixes);
    return !this.isOver && isComplete && this.window.numberAfter(position) !== undefined;
  }

  /** As `FeedWindow`; undefined also where the feed does not have the stream, or has ended. */
  eventsAfter(position: Position, upTo: Position, streamId: string): readonly RecordedEvent[] | undefined {
    if (this.isOver || !areCovered([streamId], this.streamPrefixes)) return undefined;
    return this.window.eventsAfter(position, upTo, streamId);
  }

  /** Ends the call. Who follows the feed takes what it has and goes on with the successor, where there is one. */
  stop(successor?: SharedFeed): void {
    this.successor = successor;
    this.ending.abort();
    this.end();
  }

  /** @throws what broke the call */
  throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }

  /** Calls `wake` once: at the next entry or at the end of the feed. */
  onChange(wake: () => void): void {
    this.wakers.add(wake);
  }

  /** Never rejects. */
  private async run(options: CallOptions): Promise<void> {
    try {
      for await (const item of this.parts.openCall(options)) this.take(item);
    } catch (error) {
      if (!this.isOver) this.failure = { error };
    }
    this.end();
  }

  private end(): void {
    this.over = true;
    this.wakeAll();
  }

  private take(item: CallItem): void {
    if (item.kind === 'caught_up' || this.isOver) return;
    if (item.kind === 'checkpoint') this.window.push(item, 0);
    else this.window.push(this.entryOf(item.event), roughSize(item.event.data));
    this.wakeAll();
  }

  /** An event that cannot be read stops the consumers that want it, and no other. */
  private entryOf(event: Parameters<typeof fromClientEvent>[1]): FeedEntry {
    const { position, streamId } = logEntryOf(event);
    try {
      return { kind: 'event', position, event: fromClientEvent(this.parts.registry, event) };
    } catch (error) {
      if (!(error instanceof Bug)) throw error;
      return { kind: 'unreadable', position, streamId, bug: error };
    }
  }

  private wakeAll(): void {
    const wakers = [...this.wakers];
    this.wakers.clear();
    for (const wake of wakers) wake();
  }
}
