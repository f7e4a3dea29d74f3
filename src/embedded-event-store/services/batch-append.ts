import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import type { Caller } from '../access/caller';
import type { ProposedEvent } from '../wire/recorded-event';
import type { WriteOutcome, WriteRequest } from '../write/requests';
import { failureResponse, outcomeResponse } from './batch-append-responses';
import { AppendTooLargeError, InvalidRequestError, statusOf } from './errors';
import { parseExpected, parseProposedEvent, parseUuid, parseWritableStreamName, sizeOf } from './parse';
import type { WriteParts } from './write-parts';

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
type AppendRequest = Extract<WriteRequest, { kind: 'append' }>;

/** One call reads no further while so many of its appends are being written. */
const MAX_IN_FLIGHT = 2_000;
/** Appends of one call whose last message has not come yet. */
const MAX_UNFINISHED = 1_000;

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
  private readonly caller: Promise<Caller>;
  /** Settles when the append before has been admitted or refused, so that they reach the writer in their order. */
  private before: Promise<unknown> = Promise.resolve();
  private inFlight = 0;
  private inputEnded = false;
  private closed = false;

  constructor(
    private readonly parts: WriteParts,
    private readonly call: BatchCall,
  ) {
    this.caller = parts.guard.identify(call.metadata);
  }

  start(): void {
    const close = () => (this.closed = true);
    this.caller.catch((error: unknown) => this.fail(error));
    this.call.on('cancelled', close).on('close', close).on('error', close);
    this.call.on('data', (message: BatchAppendReq) => {
      try {
        this.take(message);
      } catch (error) {
        this.fail(error);
      }
    });
    this.call.on('end', () => {
      this.inputEnded = true;
      this.endWhenAnswered();
    });
  }

  private take(message: BatchAppendReq): void {
    const correlationId = message.getCorrelationId();
    const key = parseUuid(correlationId);
    const soFar = this.unfinished.get(key) ?? this.begin(message);
    const now = soFar.failure ? soFar : this.extended(soFar, message);
    if (!message.getIsFinal()) return this.keep(key, now);
    this.unfinished.delete(key);
    void this.finish(correlationId!, now);
  }

  private begin(message: BatchAppendReq): Unfinished {
    const options = message.getOptions();
    if (!options) return refused('', new InvalidRequestError('An append begins with its options.'));
    try {
      const events: ProposedEvent[] = [];
      const append = parseOptions(options, events);
      return { append, events, failure: undefined, bytes: 0, stream: append.stream };
    } catch (error) {
      return refused('', error);
    }
  }

  /** What has come so far of this append. One that has become too large keeps nothing of it. */
  private extended(soFar: Unfinished, message: BatchAppendReq): Unfinished {
    try {
      const added = message.getProposedMessagesList().map(parseProposedEvent);
      const bytes = added.reduce((sum, event) => sum + sizeOf(event), soFar.bytes);
      if (bytes > this.parts.maximumBytes) throw new AppendTooLargeError(this.parts.maximumBytes);
      for (const event of added) soFar.events.push(event);
      return { ...soFar, bytes };
    } catch (error) {
      return refused(soFar.stream, error);
    }
  }

  private keep(key: string, unfinished: Unfinished): void {
    this.unfinished.set(key, unfinished);
    if (this.unfinished.size > MAX_UNFINISHED) throw new InvalidRequestError('Too many unfinished appends.');
  }

  private async finish(correlationId: UUID, { append, failure, stream }: Unfinished): Promise<void> {
    this.inFlight += 1;
    if (this.inFlight >= MAX_IN_FLIGHT) this.call.pause();
    const response = await this.outcome(append, failure).then(
      outcome => outcomeResponse(stream, outcome),
      (error: unknown) => failureResponse(stream, error),
    );
    response.setCorrelationId(correlationId);
    this.inFlight -= 1;
    if (this.inFlight < MAX_IN_FLIGHT / 2) this.call.resume();
    if (!this.closed) this.call.write(response);
    this.endWhenAnswered();
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
    await this.parts.guard.checkStream(await this.caller, 'write', stream);
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

function parseOptions(options: BatchAppendReq.Options, events: readonly ProposedEvent[]): AppendRequest {
  const deadline = options.getDeadline();
  return {
    kind: 'append',
    stream: parseWritableStreamName(options.getStreamIdentifier()),
    expected: parseExpected(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
    events,
    ...(deadline && { deadlineMs: deadline.getSeconds() * 1000 + deadline.getNanos() / 1e6 }),
  };
}
