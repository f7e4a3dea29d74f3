import { Fault } from '../../../shared/fault';
import { Bug, invariant } from '../../../shared/invariant';
import { fromClientEvent } from '../../codec/client-events';
import type { EventRegistry } from '../../codec/event-registry';
import {
  comparePositions,
  type LogMark,
  type Position,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../event-store';
import { ForeignLog, markOf } from '../../log/log-mark';
import { DamagedLog, isDataLoss } from '../damaged-log';
import type { SharedFeeds } from './feeds';
import { followFeed, type Follower } from './follow-feed';
import { requireMark, type LogProofParts } from './log-proof';
import type { CallItem, CallOptions } from './subscription-call';

export interface SubscriptionParts extends LogProofParts {
  readonly registry: EventRegistry;
  readonly feeds: SharedFeeds;
  readonly openCall: (options: CallOptions) => AsyncIterable<CallItem>;
  readonly onInterrupted: ((fault: Fault) => void) | undefined;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Reads history with a call of its own, then follows the feed that all consumers share. It subscribes again after the last
 * position seen whenever the store was away: the client does not. After each time the end of history comes again. The
 * iteration ends only with the signal. With `failsOnDamage` it never shares a feed.
 * @throws {Bug} when an event cannot be read.
 * @throws {DamagedLog} when the store cannot read what it holds, and the caller asked for it with `failsOnDamage`.
 * @throws {ForeignLog} when the store holds another log than the one that was subscribed to before.
 */
export async function* subscribeToPrefixes(
  parts: SubscriptionParts,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionItem> {
  invariant(options.streamPrefixes.length > 0, 'A subscription without stream prefixes');
  const unregister = options.failsOnDamage ? undefined : parts.feeds.register(options.streamPrefixes);
  try {
    yield* new Subscription(parts, options).items();
  } finally {
    unregister?.();
  }
}

class Subscription {
  /** The last position that was yielded, and the last event. */
  private after: Position | undefined;
  private mark: LogMark | undefined;
  /** The last position that was looked at since the store was away. */
  private seen: Position | undefined;
  private saidCaughtUp = false;

  constructor(
    private readonly parts: SubscriptionParts,
    private readonly options: SubscribeOptions,
  ) {
    this.after = options.after;
    this.mark = options.mark;
  }

  async *items(): AsyncGenerator<SubscriptionItem> {
    const { signal } = this.options;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        for await (const item of this.untilInterrupted()) {
          pauseMs = FIRST_PAUSE_MS;
          this.note(item);
          yield item;
        }
      } catch (error) {
        this.onFailure(error);
      }
      await this.parts.clock.wait(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private note(item: SubscriptionItem): void {
    if (item.kind === 'caught_up') return;
    this.after = positionOf(item);
    if (item.kind === 'event') this.mark = markOf(item.event);
  }

  private onFailure(error: unknown): void {
    if (error instanceof Bug || error instanceof ForeignLog) throw error;
    const { failsOnDamage, signal } = this.options;
    if (failsOnDamage && isDataLoss(error)) throw new DamagedLog(error);
    if (!signal.aborted) this.parts.onInterrupted?.(interruption(error));
  }

  private async *untilInterrupted(): AsyncGenerator<SubscriptionItem> {
    const { streamPrefixes } = this.options;
    this.seen = this.after;
    this.saidCaughtUp = false;
    while (yield* this.readHistory()) {
      const feed = this.parts.feeds.feedFor(streamPrefixes, this.seen);
      if (!this.saidCaughtUp) yield { kind: 'caught_up' };
      this.saidCaughtUp = true;
      if (!(yield* followFeed(feed, this.follower()))) return;
    }
  }

  private follower(): Follower {
    const { streamPrefixes, signal } = this.options;
    return {
      streamPrefixes,
      signal,
      seen: () => this.seen,
      onSeen: (position: Position) => (this.seen = position),
      isNews: (position: Position) => isAfter(position, this.after),
      proveLog: () => this.proveLog(),
    };
  }

  /**
   * Yields what comes in a call of its own, to the end of history. Returns false where the call ended before. The log is
   * proved before it is read on, because another log can refuse a position of this one. It is proved again before the
   * first item is used: the server can have been replaced between the proof and the call.
   */
  private async *readHistory(): AsyncGenerator<SubscriptionItem, boolean> {
    const { streamPrefixes, signal, failsOnDamage } = this.options;
    await this.proveLog();
    let isProved = false;
    for await (const carried of this.parts.openCall({ after: this.seen, streamPrefixes, signal })) {
      if (!isProved) await this.proveLog();
      isProved = true;
      if (signal.aborted) return false;
      const item = this.itemOf(carried);
      if (item.kind === 'caught_up' && !failsOnDamage) return true;
      if (this.isNewlySeen(item)) yield item;
    }
    return false;
  }

  private proveLog(): Promise<void> {
    return requireMark(this.parts, this.mark, this.options.signal);
  }

  private itemOf(carried: CallItem): SubscriptionItem {
    if (carried.kind !== 'event') return carried;
    return { kind: 'event', event: fromClientEvent(this.parts.registry, carried.event) };
  }

  /** Whether the item is after what was seen, or has no place. */
  private isNewlySeen(item: SubscriptionItem): boolean {
    const position = positionOf(item);
    if (!position) return true;
    if (!isAfter(position, this.seen)) return false;
    this.seen = position;
    return true;
  }
}

const isAfter = (position: Position, other: Position | undefined): boolean =>
  !other || comparePositions(position, other) > 0;

function positionOf(item: SubscriptionItem): Position | undefined {
  if (item.kind === 'event') return item.event.position;
  return item.kind === 'checkpoint' ? item.position : undefined;
}

const interruption = (error: unknown): Fault =>
  error instanceof Fault
    ? error
    : new Fault(
        'event store',
        `A subscription was interrupted: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
