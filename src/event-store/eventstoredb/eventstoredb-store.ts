import {
  BACKWARDS,
  END,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AppendResult as ClientAppendResult,
  type EventStoreDBClient,
  type ResolvedEvent,
} from '@eventstore/db-client';

import type { Clock } from '../../shared/clock';
import { Fault, Refused } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import { ClientConnection } from './client-connection';
import { withDeadline } from './deadlines';
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
  type StreamCut,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../event-store';
import { holdsMark } from '../log/log-mark';
import type { LogPlace, LogTail } from '../log/log-tail';
import { pull, type PulledStream } from './read-client-stream';
import { NO_SUCH_REVISION, PROBE, PROBE_STREAM } from './probe';
import { cutOf, fromClientEvent, isSystemEvent, placeOf, toClientEvent } from '../codec/client-events';
import { asFault, isAnswer } from './client-errors';
import { requireVersion } from './server-version';
import { Slots } from './appends/semaphore';
import { subscribeToPrefixes } from './feed/subscription';

export interface EventStoreDbOptions {
  readonly registry?: EventRegistry;
  /** How long an append may take, in milliseconds, waiting included (default 4,000). */
  readonly appendTimeoutMs?: number;
  /** How long a read may go without anything coming, in milliseconds (default 5,000). */
  readonly readTimeoutMs?: number;
  /** Told when a subscription is interrupted; it goes on by itself. */
  readonly onInterrupted?: (fault: Fault) => void;
}

/**
 * Appends that are under way at once. The client hands each to a stream that holds 16; were it ever full when the
 * server dies, the client would reject promises that nobody holds, and that ends the process.
 */
const APPENDS_AT_ONCE = 15;
const MAX_WAITING_APPENDS = 10_000;
const APPEND_TIMEOUT_MS = 10_000;
const READ_TIMEOUT_MS = 5_000;
/** Where a read is left early and so many more events or fewer are to come, it is taken to its end and not reset. */
const REST_LET_GO = 32;
/**
 * The client sends a deadline as a time of day, which a server with another clock takes for past: every append would fail
 * although both are well. So the server is given none that could be met, and this side's patience is a duration.
 */
const NO_DEADLINE_MS = 365 * 24 * 3_600_000;

/** The port over EventStoreDB (or KurrentDB, or the embedded server), through the official client. */
export class EventStoreDbStore implements EventStore, LogTail {
  private readonly writer: ClientConnection;
  private readonly reader: ClientConnection;
  private readonly slots = new Slots(APPENDS_AT_ONCE, MAX_WAITING_APPENDS);
  private readonly registry: EventRegistry;
  private readonly appendTimeoutMs: number;
  private readonly readTimeoutMs: number;
  private readonly disposing = new AbortController();
  private refused: Refused | undefined;

  /** `connectionString`: `esdb://host:port?…`. Nothing is connected before the first call. */
  constructor(
    connectionString: string,
    private readonly options: EventStoreDbOptions,
    private readonly clock: Clock,
  ) {
    this.writer = new ClientConnection(connectionString, clock);
    this.reader = new ClientConnection(connectionString, clock);
    this.registry = options.registry ?? eventRegistry;
    this.appendTimeoutMs = options.appendTimeoutMs ?? APPEND_TIMEOUT_MS;
    this.readTimeoutMs = options.readTimeoutMs ?? READ_TIMEOUT_MS;
  }

  /** Ends the subscriptions and the connection. */
  async dispose(): Promise<void> {
    this.disposing.abort();
    await Promise.all([this.writer.dispose(), this.reader.dispose()]);
  }

  /** Why the store will not serve until a person changes something, as the last ping was told; undefined: it may. */
  get refusal(): Refused | undefined {
    return this.refused;
  }

  /** Whether the store takes what it is asked for: its version, a read, and an append. @throws {Fault} */
  async ping(): Promise<void> {
    try {
      await this.requireVersion();
      const last = this.read(client =>
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

  async append(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    invariant(events.length > 0, 'An append without events');
    const encoded = events.map(toClientEvent);
    const untilMs = this.clock.monotonicMs() + this.appendTimeoutMs;
    const attempt = this.slots.run(
      () => this.clock.monotonicMs() < untilMs,
      () => this.appendOnce(streamId, expected, encoded),
    );
    try {
      return await this.answered(streamId, await withDeadline(this.clock, this.appendTimeoutMs, attempt));
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        return { ok: false, refusal: 'WRONG_EXPECTED_REVISION' };
      throw asFault(error);
    }
  }

  async *readStream(streamId: string, fromRevision = 0n, limit?: number): AsyncIterable<RecordedEvent> {
    const options = { fromRevision, ...(limit !== undefined && { maxCount: limit }) };
    try {
      for await (const { event } of this.read(client => client.readStream(streamId, options))) {
        if (event) yield fromClientEvent(this.registry, event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw asFault(error);
    }
  }

  async readLast(streamId: string): Promise<RecordedEvent | undefined> {
    const options = { maxCount: 1, direction: BACKWARDS, fromRevision: END } as const;
    try {
      for await (const { event } of this.read(client => client.readStream(streamId, options))) {
        if (event) return fromClientEvent(this.registry, event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw asFault(error);
    }
    return undefined;
  }

  async *readAll(after?: Position, onCut?: (cut: StreamCut) => void): AsyncIterable<RecordedEvent> {
    try {
      for await (const { event } of this.read(client => client.readAll({ fromPosition: after ?? START }))) {
        if (!event) continue;
        const cut = onCut && cutOf(event);
        if (cut) onCut(cut);
        if (isSystemEvent(event)) continue;
        const recorded = fromClientEvent(this.registry, event);
        // A read begins with the event at the position given.
        if (!after || comparePositions(recorded.position, after) > 0) yield recorded;
      }
    } catch (error) {
      throw asFault(error);
    }
  }

  async readTail(count: number, before?: Position): Promise<readonly LogPlace[]> {
    const options = { maxCount: count, direction: BACKWARDS, fromPosition: before ?? END } as const;
    const places: LogPlace[] = [];
    try {
      for await (const { event } of this.read(client => client.readAll(options))) {
        if (event) places.push(placeOf(event));
      }
    } catch (error) {
      throw asFault(error);
    }
    return places;
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    const signal = AbortSignal.any([options.signal, this.disposing.signal]);
    const holds = (mark: LogMark) => holdsMark(this, mark);
    const parts = { connection: this.reader, registry: this.registry, clock: this.clock, holds };
    return subscribeToPrefixes(
      { ...parts, onInterrupted: this.options.onInterrupted },
      { ...options, signal },
    );
  }

  /** One attempt: whether to repeat it is for the caller, who knows what it decided on. */
  private async appendOnce(
    streamId: string,
    expected: ExpectedRevision,
    events: ReturnType<typeof toClientEvent>[],
  ): Promise<ClientAppendResult> {
    const client = await this.writer.current();
    const deadline = NO_DEADLINE_MS;
    const answer = client.appendToStream(streamId, events, { expectedRevision: expected, deadline });
    try {
      return await withDeadline(this.clock, this.appendTimeoutMs, answer);
    } catch (error) {
      if (!isAnswer(error)) this.writer.discard(client);
      throw error;
    }
  }

  private async answered(streamId: string, result: ClientAppendResult): Promise<AppendResult> {
    const revision = result.nextExpectedRevision;
    const position = result.position ?? (await this.positionAt(streamId, revision));
    return { ok: true, revision, position };
  }

  /** Some servers do not tell the position of an append that they recognised as a repeat. */
  private async positionAt(streamId: string, fromRevision: bigint): Promise<Position> {
    for await (const event of this.readStream(streamId, fromRevision, 1)) return event.position;
    throw new Fault(
      'event store',
      `Revision ${fromRevision} of ${streamId} was appended but cannot be read.`,
    );
  }

  private async requireVersion(): Promise<void> {
    const client = await this.reader.current();
    try {
      await withDeadline(this.clock, this.readTimeoutMs, requireVersion(client));
    } catch (error) {
      if (!isAnswer(error)) this.reader.discard(client);
      throw error;
    }
  }

  private async *read(start: (client: EventStoreDBClient) => CancellableStream) {
    const client = await this.reader.current();
    const stream = start(client);
    const patience = (ready: Promise<void>) => withDeadline(this.clock, this.readTimeoutMs, ready);
    try {
      yield* pull<ResolvedEvent>(stream, () => stream.cancel(), patience, REST_LET_GO);
      // A read that is cancelled with its client looks as if it had come to its end, with events missing or none at all.
      if (!this.reader.isCurrent(client)) throw new Fault('event store', 'A read was cut off.');
    } catch (error) {
      if (!isAnswer(error)) this.reader.discard(client);
      throw error;
    }
  }
}

type CancellableStream = PulledStream & { cancel(): Promise<void> };
