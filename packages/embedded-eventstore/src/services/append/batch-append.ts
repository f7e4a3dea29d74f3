import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import type { Caller } from '../../access/caller';
import { OngoingCaller } from '../../access/running-call';
import type { BatchAppendMessage } from '../../wire/batch-append-request';
import type { ProposedEvent } from '../../wire/recorded-event';
import type { WriteOutcome, WriteRequest } from '../../write/requests';
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

export type BatchCall = ServerDuplexStream<BatchAppendMessage, BatchAppendResp>;
type AppendRequest = Extract<WriteRequest, { kind: 'append' }>;

/** One call reads no further while so many of its appends, or so many bytes of them, are being written. */
const MAX_IN_FLIGHT = 2_000;
const MAX_BYTES_IN_FLIGHT = 8 * 1024 * 1024;
/** Appends of one call whose last message has not come yet. */
const MAX_UNFINISHED = 1_000;
const MAX_UNFINISHED_BYTES = 16 * 1024 * 1024;
/** How long the last message may take to come, unless the append's own deadline is sooner. As EventStoreDB's. */
const COMPLETION_LIMIT_MS = 2_000;

/** BatchAppend: many appends over one call, each told apart by its correlation id, answered in any order. */
export function handleBatchAppend(parts: WriteParts, call: BatchCall): void {
  new BatchAppendCall(parts, call).start();
}

interface Unfinished {
  readonly append: AppendRequest | undefined;
  readonly events: ProposedEvent[];
  /** Why it will be refused; told once its last message has come, for there is one answer to each append. */
  readonly failure: Error | undefined;
  readonly bytes: number;
  readonly stream: string;
}

class BatchAppendCall {
  private readonly unfinished = new Map<string, Unfinished>();
  /** Each ends the waiting for the last message of one that is unfinished. */
  private readonly waits = new Map<string, AbortController>();
  private readonly caller: OngoingCaller;
  /** Settles when the append before has been admitted or refused, so that they reach the writer in their order. */
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
    this.caller = new OngoingCaller(parts.guard, call.metadata);
  }

  start(): void {
    const close = () => {
      this.closed = true;
      this.forget();
    };
    this.identify().catch(() => undefined);
    this.call.on('cancelled', close).on('close', close).on('error', close);
    this.call.on('drain', () => this.readOnIfThereIsRoom());
    this.call.on('data', (message: BatchAppendMessage) => {
      try {
        this.take(message);
      } catch (error) {
        this.fail(error);
      }
    });
    this.call.on('end', () => {
      this.inputEnded = true;
      this.forget();
      this.endWhenAnswered();
    });
  }

  private take(incoming: BatchAppendMessage): void {
    const { message } = incoming;
    const correlationId = message.getCorrelationId();
    const key = parseUuid(correlationId);
    const soFar = this.unfinished.get(key) ?? this.begin(incoming);
    // The rest of an append that was answered before it was whole is nothing to answer again.
    if (!soFar) return;
    const now = soFar.failure ? soFar : this.extended(soFar, message);
    if (!message.getIsFinal()) return this.keep(key, correlationId!, now);
    this.release(key);
    void this.finish(correlationId!, now);
  }

  private begin({ message, timeoutMs }: BatchAppendMessage): Unfinished | undefined {
    const options = message.getOptions();
    if (!options) return undefined;
    try {
      const events: ProposedEvent[] = [];
      const deadlineMs = this.deadlineOf(options, timeoutMs);
      const append: AppendRequest = { ...parseOptions(options, events), ...(deadlineMs && { deadlineMs }) };
      return { append, events, failure: undefined, bytes: 0, stream: append.stream };
    } catch (error) {
      return refused('', error);
    }
  }

  /** In milliseconds since 1970. @throws {DeadlinePassedError} there is no time left at all */
  private deadlineOf(options: BatchAppendReq.Options, timeoutMs: number | undefined): number | undefined {
    const at = options.getDeadline();
    if (timeoutMs === undefined) return at && at.getSeconds() * 1000 + at.getNanos() / 1e6;
    if (timeoutMs <= 0) throw new DeadlinePassedError('The deadline passed before the append was begun.');
    return this.parts.clock.now().getTime() + timeoutMs;
  }

  /** What has come so far of this append. One that has become too large keeps nothing of it. */
  private extended(soFar: Unfinished, message: BatchAppendReq): Unfinished {
    try {
      const added = message.getProposedMessagesList().map(parseProposedEvent);
      const bytes = added.reduce((sum, event) => sum + sizeOf(event), soFar.bytes);
      for (const event of added) soFar.events.push(event);
      const { maximumBytes } = this.parts;
      if (dataSizeOf(soFar.events) > maximumBytes) throw new AppendTooLargeError(maximumBytes);
      return { ...soFar, bytes };
    } catch (error) {
      return refused(soFar.stream, error);
    }
  }

  private keep(key: string, correlationId: UUID, unfinished: Unfinished): void {
    this.unfinishedBytes += unfinished.bytes - (this.unfinished.get(key)?.bytes ?? 0);
    this.unfinished.set(key, unfinished);
    if (this.unfinished.size > MAX_UNFINISHED || this.unfinishedBytes > MAX_UNFINISHED_BYTES) {
      throw new InvalidRequestError('Too many unfinished appends.');
    }
    if (!this.waits.has(key)) void this.waitForLast(key, correlationId, unfinished);
  }

  /** An append whose last message does not come in time is refused, and nothing of it is written. */
  private async waitForLast(key: string, correlationId: UUID, { append }: Unfinished): Promise<void> {
    const { clock } = this.parts;
    const finished = new AbortController();
    this.waits.set(key, finished);
    const leftMs = (append?.deadlineMs ?? Infinity) - clock.now().getTime();
    await clock.wait(Math.max(0, Math.min(leftMs, COMPLETION_LIMIT_MS)), finished.signal);
    const unfinished = this.unfinished.get(key);
    if (finished.signal.aborted || !unfinished) return;
    this.release(key);
    const late = new DeadlinePassedError('The last message of the append did not come in time.');
    await this.finish(correlationId, refused(unfinished.stream, unfinished.failure ?? late));
  }

  private release(key: string): void {
    this.unfinishedBytes -= this.unfinished.get(key)?.bytes ?? 0;
    this.unfinished.delete(key);
    this.waits.get(key)?.abort();
    this.waits.delete(key);
  }

  /** Nothing more will come: what is unfinished stays so. */
  private forget(): void {
    for (const key of [...this.unfinished.keys()]) this.release(key);
  }

  private async finish(correlationId: UUID, { append, failure, stream, bytes }: Unfinished): Promise<void> {
    this.count(1, bytes);
    const response = await this.outcome(append, failure).then(
      outcome => outcomeResponse(stream, outcome),
      (error: unknown) => failureResponse(stream, error),
    );
    response.setCorrelationId(correlationId);
    if (!this.closed) this.call.write(response);
    this.count(-1, -bytes);
    this.endWhenAnswered();
  }

  private count(appends: number, bytes: number): void {
    this.inFlight += appends;
    this.bytesInFlight += bytes;
    if (this.inFlight >= MAX_IN_FLIGHT || this.bytesInFlight >= MAX_BYTES_IN_FLIGHT) this.call.pause();
    else this.readOnIfThereIsRoom();
  }

  /** Who does not take the answers is not asked for more either. */
  private readOnIfThereIsRoom(): void {
    if (this.call.writableNeedDrain) this.call.pause();
    else if (this.inFlight < MAX_IN_FLIGHT / 2 && this.bytesInFlight < MAX_BYTES_IN_FLIGHT / 2) {
      this.call.resume();
    }
  }

  private outcome(append: AppendRequest | undefined, failure: Error | undefined): Promise<WriteOutcome> {
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

  /** Whoever cannot be identified, or not any more, is told so for the whole call. */
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

const refused = (stream: string, error: unknown): Unfinished => ({
  append: undefined,
  events: [],
  failure: error instanceof Error ? error : new Error(String(error)),
  bytes: 0,
  stream,
});

const parseOptions = (options: BatchAppendReq.Options, events: readonly ProposedEvent[]): AppendRequest => ({
  kind: 'append',
  stream: parseWritableStreamName(options.getStreamIdentifier()),
  expected: parseExpected(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
  events,
});
