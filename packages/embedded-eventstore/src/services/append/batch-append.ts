import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import type { Caller } from '../../access/caller';
import { RunningCallIdentity } from '../../access/running-call';
import type { BatchAppendMessage } from '../../wire/batch-append-request';
import type { ProposedEvent } from '../../wire/recorded-event';
import type { WriteOutcome } from '../../write/requests';
import { failureResponse, outcomeResponse } from './batch-append-responses';
import { AppendTooLargeError, DeadlinePassedError, InvalidRequestError, statusOf } from '../errors';
import {
  dataSizeOf,
  parseExpected,
  parseProposedEvent,
  parseUuid,
  parseWritableStreamName,
  sizeOf,
} from '../parse';
import type { WriteParts } from './write-parts';
import { refusedAppend, type AppendRequest, type Unfinished } from './unfinished-append';

export type BatchCall = ServerDuplexStream<BatchAppendMessage, BatchAppendResp>;

/** The server stops reading a call while this many of its appends, or bytes of them, wait for a write. */
const MAX_IN_FLIGHT = 2_000;
const MAX_BYTES_IN_FLIGHT = 8 * 1024 * 1024;
/** The most appends of one call whose last message has not arrived. */
const MAX_UNFINISHED = 1_000;
const MAX_UNFINISHED_BYTES = 16 * 1024 * 1024;
/**
 * Milliseconds for the last message to arrive, unless the append has an earlier deadline. EventStoreDB has the same
 * limit.
 */
const COMPLETION_LIMIT_MS = 2_000;

/** The BatchAppend call: many appends over one call. Each has a correlation id, and their answers come in any order. */
export function handleBatchAppend(parts: WriteParts, call: BatchCall): void {
  new BatchAppendCall(parts, call).start();
}

class BatchAppendCall {
  private readonly unfinished = new Map<string, Unfinished>();
  /** Each controller ends the wait for the last message of one unfinished append. */
  private readonly waits = new Map<string, AbortController>();
  private readonly caller: RunningCallIdentity;
  /** Settles when the previous append is admitted or refused, so that appends reach the writer in their order. */
  private before: Promise<unknown> = Promise.resolve();
  private inFlight = 0;
  private bytesInFlight = 0;
  private unfinishedBytes = 0;
  private inputEnded = false;
  private closed = false;

  constructor(
    private readonly parts: WriteParts,
    private readonly call: BatchCall,
  ) {
    this.caller = new RunningCallIdentity(parts.guard, call.metadata);
  }

  start(): void {
    const close = () => {
      this.closed = true;
      this.removeAllUnfinished();
    };
    this.identify().catch(() => undefined);
    this.call.on('cancelled', close).on('close', close).on('error', close);
    this.call.on('drain', () => this.resumeIfThereIsRoom());
    this.call.on('data', (message: BatchAppendMessage) => {
      try {
        this.addMessage(message);
      } catch (error) {
        this.fail(error);
      }
    });
    this.call.on('end', () => {
      this.inputEnded = true;
      this.removeAllUnfinished();
      this.endWhenAnswered();
    });
  }

  private addMessage(incoming: BatchAppendMessage): void {
    const { message } = incoming;
    const correlationId = message.getCorrelationId();
    const key = parseUuid(correlationId);
    const soFar = this.unfinished.get(key) ?? this.startAppend(incoming);
    // These are the remaining messages of an append that already has its answer.
    if (!soFar) return;
    const now = soFar.failure ? soFar : this.withEventsOf(soFar, message);
    if (!message.getIsFinal()) return this.storeUnfinished(key, correlationId!, now);
    this.removeUnfinished(key);
    void this.finish(correlationId!, now);
  }

  private startAppend({ message, timeoutMs }: BatchAppendMessage): Unfinished | undefined {
    const options = message.getOptions();
    if (!options) return undefined;
    try {
      const events: ProposedEvent[] = [];
      const deadlineMs = this.deadlineOf(options, timeoutMs);
      const append: AppendRequest = { ...parseOptions(options, events), ...(deadlineMs && { deadlineMs }) };
      return { append, events, failure: undefined, bytes: 0, stream: append.stream };
    } catch (error) {
      return refusedAppend('', error);
    }
  }

  /**
   * The deadline in milliseconds since 1970.
   * @throws {DeadlinePassedError} when the deadline has passed
   */
  private deadlineOf(options: BatchAppendReq.Options, timeoutMs: number | undefined): number | undefined {
    const at = options.getDeadline();
    if (timeoutMs === undefined) return at && at.getSeconds() * 1000 + at.getNanos() / 1e6;
    if (timeoutMs <= 0) throw new DeadlinePassedError('The deadline passed before the append was begun.');
    return this.parts.clock.now().getTime() + timeoutMs;
  }

  /** Adds the events of a message. An append that becomes too large loses all its events and is refused. */
  private withEventsOf(soFar: Unfinished, message: BatchAppendReq): Unfinished {
    try {
      const added = message.getProposedMessagesList().map(parseProposedEvent);
      const bytes = added.reduce((sum, event) => sum + sizeOf(event), soFar.bytes);
      for (const event of added) soFar.events.push(event);
      const { maximumBytes } = this.parts;
      if (dataSizeOf(soFar.events) > maximumBytes) throw new AppendTooLargeError(maximumBytes);
      return { ...soFar, bytes };
    } catch (error) {
      return refusedAppend(soFar.stream, error);
    }
  }

  private storeUnfinished(key: string, correlationId: UUID, unfinished: Unfinished): void {
    this.unfinishedBytes += unfinished.bytes - (this.unfinished.get(key)?.bytes ?? 0);
    this.unfinished.set(key, unfinished);
    if (this.unfinished.size > MAX_UNFINISHED || this.unfinishedBytes > MAX_UNFINISHED_BYTES) {
      throw new InvalidRequestError('Too many unfinished appends.');
    }
    if (!this.waits.has(key)) void this.waitForLastMessage(key, correlationId, unfinished);
  }

  /** Refuses an append whose last message does not arrive in time. Nothing of it is written. */
  private async waitForLastMessage(key: string, correlationId: UUID, { append }: Unfinished): Promise<void> {
    const { clock } = this.parts;
    const finished = new AbortController();
    this.waits.set(key, finished);
    const leftMs = (append?.deadlineMs ?? Infinity) - clock.now().getTime();
    await clock.wait(Math.max(0, Math.min(leftMs, COMPLETION_LIMIT_MS)), finished.signal);
    const unfinished = this.unfinished.get(key);
    if (finished.signal.aborted || !unfinished) return;
    this.removeUnfinished(key);
    const late = new DeadlinePassedError('The last message of the append did not come in time.');
    await this.finish(correlationId, refusedAppend(unfinished.stream, unfinished.failure ?? late));
  }

  private removeUnfinished(key: string): void {
    this.unfinishedBytes -= this.unfinished.get(key)?.bytes ?? 0;
    this.unfinished.delete(key);
    this.waits.get(key)?.abort();
    this.waits.delete(key);
  }

  /** No more messages will come, so unfinished appends stay unfinished. */
  private removeAllUnfinished(): void {
    for (const key of [...this.unfinished.keys()]) this.removeUnfinished(key);
  }

  private async finish(correlationId: UUID, { append, failure, stream, bytes }: Unfinished): Promise<void> {
    this.countInFlight(1, bytes);
    const response = await this.write(append, failure).then(
      outcome => outcomeResponse(stream, outcome),
      (error: unknown) => failureResponse(stream, error),
    );
    response.setCorrelationId(correlationId);
    if (!this.closed) this.call.write(response);
    this.countInFlight(-1, -bytes);
    this.endWhenAnswered();
  }

  private countInFlight(appends: number, bytes: number): void {
    this.inFlight += appends;
    this.bytesInFlight += bytes;
    if (this.inFlight >= MAX_IN_FLIGHT || this.bytesInFlight >= MAX_BYTES_IN_FLIGHT) this.call.pause();
    else this.resumeIfThereIsRoom();
  }

  /** A client that does not read its answers is not read from either. */
  private resumeIfThereIsRoom(): void {
    if (this.call.writableNeedDrain) this.call.pause();
    else if (this.inFlight < MAX_IN_FLIGHT / 2 && this.bytesInFlight < MAX_BYTES_IN_FLIGHT / 2) {
      this.call.resume();
    }
  }

  private write(append: AppendRequest | undefined, failure: Error | undefined): Promise<WriteOutcome> {
    if (failure || !append) {
      return Promise.reject(failure ?? new InvalidRequestError('An append begins with its options.'));
    }
    const admitted = this.before.then(() => this.admit(append.stream));
    this.before = admitted.catch(() => undefined);
    return admitted.then(() => this.parts.writer.submit(append));
  }

  private async admit(stream: string): Promise<void> {
    await this.parts.guard.checkStream(await this.identify(), 'write', stream);
  }

  /** Fails the whole call when its caller cannot be identified, or has lost its rights. */
  private async identify(): Promise<Caller> {
    try {
      return await this.caller.identify();
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  private endWhenAnswered(): void {
    if (!this.inputEnded || this.inFlight > 0 || this.closed) return;
    this.closed = true;
    this.call.end();
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    this.closed = true;
    this.call.emit('error', statusOf(error));
  }
}

const parseOptions = (options: BatchAppendReq.Options, events: readonly ProposedEvent[]): AppendRequest => ({
  kind: 'append',
  stream: parseWritableStreamName(options.getStreamIdentifier()),
  expected: parseExpected(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
  events,
});
