import { BACKWARDS, END, START, StreamNotFoundError, WrongExpectedVersionError } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';

import type { Clock } from '../../shared/clock';
import type { TimedAppend } from '../../shared/system/telemetry';
import { Fault, Refused } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import { ClientConnection } from './client-connection';
import { eventRegistry, type EventRegistry } from '../codec/event-registry';
import {
  comparePositions,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogMark,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type StreamTruncation,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../event-store';
import { containsMark } from '../log/log-mark';
import type { LogEntry, LogTail } from '../log/log-tail';
import type { RecentEvents } from '../log/recent-events';
import { NO_SUCH_REVISION, PROBE, PROBE_STREAM } from './probe';
import { truncationOf, fromClientEvent, isSystemEvent, logEntryOf } from '../codec/client-events';
import type { LogBytes, RecordedBytes } from '../log/log-bytes';
import { ClientAppender } from './appends/client-appender';
import { timedAppend } from './appends/timed-append';
import type { Appended } from './appends/decode-answer';
import { asFault } from './client-errors';
import { ClientReader } from './client-reader';
import { Deadlines } from './deadlines';
import type { WindowLimits } from './feed/feed-window';
import { bytesOf, startReadOfBytes } from './reads/read-bytes';
import { SharedFeeds } from './feed/feeds';
import { subscribeToPrefixes, type SubscriptionParts } from './feed/subscription';
import { openSubscriptionCall, type CallOptions } from './feed/subscription-call';

export interface EventStoreDbOptions {
  readonly registry?: EventRegistry;
  /** How long an append may take, in milliseconds, waiting included (default 10,000). */
  readonly appendTimeoutMs?: number;
  /** How long a read may wait for its next event, in milliseconds (default 5,000). */
  readonly readTimeoutMs?: number;
  /** How much of the shared feed is kept for slow consumers (default: 10,000 entries, 16 MiB). */
  readonly feedLimits?: WindowLimits;
  /** Called after each append of events. */
  readonly onAppended?: (append: TimedAppend) => void;
  /** Called when a subscription is interrupted. The subscription continues by itself. */
  readonly onInterrupted?: (fault: Fault) => void;
}

const APPEND_TIMEOUT_MS = 10_000;
const READ_TIMEOUT_MS = 5_000;

/** The port over EventStoreDB (or KurrentDB, or the embedded server), through the official client. */
export class EventStoreDbStore implements EventStore, LogTail, LogBytes, RecentEvents {
  private readonly deadlines: Deadlines;
  private readonly writing: ClientConnection;
  private readonly reading: ClientConnection;
  private readonly appender: ClientAppender;
  private readonly reader: ClientReader;
  private readonly registry: EventRegistry;
  private readonly subscribing: SubscriptionParts;
  private readonly disposing = new AbortController();
  private readonly onAppended: (append: TimedAppend) => void;
  private refused: Refused | undefined;

  /** `connectionString`: `esdb://host:port?…`. Nothing is connected before the first call. */
  constructor(
    connectionString: string,
    options: EventStoreDbOptions,
    private readonly clock: Clock,
  ) {
    const { appendTimeoutMs = APPEND_TIMEOUT_MS, readTimeoutMs = READ_TIMEOUT_MS } = options;
    this.deadlines = new Deadlines(clock);
    this.writing = new ClientConnection(connectionString, this.deadlines);
    this.reading = new ClientConnection(connectionString, this.deadlines);
    this.appender = new ClientAppender(this.writing, clock, this.deadlines, appendTimeoutMs);
    this.reader = new ClientReader(this.reading, this.deadlines, readTimeoutMs);
    this.registry = options.registry ?? eventRegistry;
    this.onAppended = options.onAppended ?? (() => undefined);
    this.subscribing = this.subscriptionParts(options);
  }

  /** Ends the subscriptions and the connection. */
  async dispose(): Promise<void> {
    this.disposing.abort();
    await Promise.all([this.writing.dispose(), this.reading.dispose()]);
    this.deadlines.close();
  }

  /** Why the store will not serve until a person changes something, by the last ping. Returns undefined when it serves. */
  get refusal(): Refused | undefined {
    return this.refused;
  }

  /** Tries what the ledger needs of the store: its version, a read, and an append. @throws {Fault} one of them fails */
  async ping(): Promise<void> {
    try {
      await this.reader.requireVersion();
      const last = this.reader.read(client =>
        client.readAll({ maxCount: 1, direction: BACKWARDS, fromPosition: END }),
      );
      for await (const _event of last) break;
      await this.append(PROBE_STREAM, NO_SUCH_REVISION, [PROBE]);
      this.refused = undefined;
    } catch (error) {
      const fault = asFault(error);
      this.refused = fault instanceof Refused ? fault : undefined;
      throw fault;
    }
  }

  append(streamId: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    invariant(events.length > 0, 'An append without events');
    return timedAppend({ clock: this.clock, events, onAppended: this.onAppended }, () =>
      this.appendAll(streamId, expected, events),
    );
  }

  private async appendAll(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    try {
      const appended = await this.appender.append({ streamId, expected, events });
      return await this.toAppendResult(streamId, appended);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        return { ok: false, refusal: 'WRONG_EXPECTED_REVISION' };
      throw asFault(error);
    }
  }

  async *readStream(streamId: string, fromRevision = 0n, limit?: number): AsyncIterable<RecordedEvent> {
    const options = { fromRevision, ...(limit !== undefined && { maxCount: limit }) };
    try {
      for await (const { event } of this.reader.read(client => client.readStream(streamId, options))) {
        if (event) yield fromClientEvent(this.registry, event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw asFault(error);
    }
  }

  async readLast(streamId: string): Promise<RecordedEvent | undefined> {
    const options = { maxCount: 1, direction: BACKWARDS, fromRevision: END } as const;
    try {
      for await (const { event } of this.reader.read(client => client.readStream(streamId, options))) {
        if (event) return fromClientEvent(this.registry, event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw asFault(error);
    }
    return undefined;
  }

  async *readAll(
    after?: Position,
    onTruncation?: (truncation: StreamTruncation) => void,
  ): AsyncIterable<RecordedEvent> {
    try {
      for await (const { event } of this.reader.read(client =>
        client.readAll({ fromPosition: after ?? START }),
      )) {
        if (!event) continue;
        const truncation = onTruncation && truncationOf(event);
        if (truncation) onTruncation(truncation);
        if (isSystemEvent(event)) continue;
        const recorded = fromClientEvent(this.registry, event);
        // A read begins with the event at the position given.
        if (!after || comparePositions(recorded.position, after) > 0) yield recorded;
      }
    } catch (error) {
      throw asFault(error);
    }
  }

  async *readAllBytes(after?: Position): AsyncIterable<RecordedBytes> {
    for await (const event of this.readBytesFrom(after))
      if (!after || comparePositions(event.position, after) > 0) yield event;
  }

  async *readBytesFrom(first: Position | undefined): AsyncIterable<RecordedBytes> {
    try {
      for await (const message of this.reader.read<ReadResp>(client => startReadOfBytes(client, first))) {
        const event = bytesOf(message);
        if (event) yield event;
      }
    } catch (error) {
      throw asFault(error);
    }
  }

  async readTail(count: number, before?: Position): Promise<readonly LogEntry[]> {
    const options = { maxCount: count, direction: BACKWARDS, fromPosition: before ?? END } as const;
    const places: LogEntry[] = [];
    try {
      for await (const { event } of this.reader.read(client => client.readAll(options))) {
        if (event) places.push(logEntryOf(event));
      }
    } catch (error) {
      throw asFault(error);
    }
    return places;
  }

  eventsAfter(after: Position, upTo: Position, streamId: string): readonly RecordedEvent[] | undefined {
    return this.subscribing.feeds.eventsAfter(after, upTo, streamId);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    const signal = AbortSignal.any([options.signal, this.disposing.signal]);
    return subscribeToPrefixes(this.subscribing, { ...options, signal });
  }

  private subscriptionParts({ onInterrupted, feedLimits }: EventStoreDbOptions): SubscriptionParts {
    const { registry, clock } = this;
    const openCall = (options: CallOptions) => openSubscriptionCall(this.reading, options);
    const feeds = new SharedFeeds({ registry, openCall, limits: feedLimits });
    const holds = (mark: LogMark) => containsMark(this, mark);
    return { registry, clock, feeds, openCall, holds, onInterrupted };
  }

  private async toAppendResult(streamId: string, { revision, position }: Appended): Promise<AppendResult> {
    return { ok: true, revision, position: position ?? (await this.positionAt(streamId, revision)) };
  }

  /** Some servers name no position for an append that they recognise as a repeat. */
  private async positionAt(streamId: string, fromRevision: bigint): Promise<Position> {
    for await (const event of this.readStream(streamId, fromRevision, 1)) return event.position;
    throw new Fault(
      'event store',
      `Revision ${fromRevision} of ${streamId} was appended but cannot be read.`,
    );
  }
}
