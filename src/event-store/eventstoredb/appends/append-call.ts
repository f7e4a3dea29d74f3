import type { EventStoreDBClient } from '@eventstore/db-client';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError';
import { convertToCommandError, parseUUID } from '@eventstore/db-client/dist/utils';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import { invariant } from '../../../shared/invariant';
import { type AppendAnswer, type Appended, decodeAppendAnswer } from './decode-answer';

/** What is needed of the call's stream. */
interface CallStream {
  write(request: Buffer): boolean;
  on(event: 'data', listener: (answer: AppendAnswer | BatchAppendResp) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
}

/** What the client asks of gRPC to open the call. */
interface CallChannel {
  makeBidiStreamRequest(
    path: string,
    serialize: (request: Buffer) => Buffer,
    deserialize: (message: Buffer) => unknown,
    ...call: readonly unknown[]
  ): CallStream;
}

interface CallMethod {
  readonly path: string;
  readonly responseDeserialize: (message: Buffer) => BatchAppendResp;
}

interface PendingAppend {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** Opens the call over the client's own connection, with its credentials. */
export async function openAppendCall(client: EventStoreDBClient): Promise<AppendCall> {
  const open = client['GRPCStreamCreator'](StreamsClient, 'appendEvents', async channel =>
    startCall(channel, client['callArguments']({}, { deadline: Infinity })),
  );
  return new AppendCall((await open()) as unknown as CallStream);
}

function startCall(channel: unknown, call: readonly unknown[]): ReturnType<StreamsClient['batchAppend']> {
  const method = (StreamsClient as unknown as { service?: { batchAppend?: CallMethod } }).service
    ?.batchAppend;
  invariant(method, 'The client appends in another way than before');
  const decode = (message: Buffer) => decodeAppendAnswer(message) ?? method.responseDeserialize(message);
  const stream = (channel as CallChannel).makeBidiStreamRequest(
    method.path,
    request => request,
    decode,
    ...call,
  );
  return stream as unknown as ReturnType<StreamsClient['batchAppend']>;
}

/** One call that carries all appends of a client. Each request has an id, under which its answer comes. */
export class AppendCall {
  private readonly pending = new Map<string, PendingAppend>();
  private ended: Error | undefined;

  constructor(private readonly stream: CallStream) {
    stream.on('data', answer => this.take(answer));
    stream.on('error', error => this.end(convertToCommandError(error)));
    stream.on('end', () => this.end(new Error('The event store has ended the call of appends')));
  }

  get isOver(): boolean {
    return this.ended !== undefined;
  }

  /** Sends the request at once; the stream keeps what it cannot send yet. @throws what the client throws */
  append(correlationId: string, request: Buffer): Promise<Appended> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.pending.set(correlationId, { resolve, reject });
      this.stream.write(request);
    });
  }

  private take(answer: AppendAnswer | BatchAppendResp): void {
    if (!('getCorrelationId' in answer)) this.takePending(answer.correlationId)?.resolve(answer);
    else this.takeOfClient(answer);
  }

  private takeOfClient(answer: BatchAppendResp): void {
    const pending = this.takePending(parseUUID(answer.getCorrelationId()) ?? '');
    try {
      pending?.resolve(appendedOf(answer));
    } catch (error) {
      pending?.reject(error as Error);
    }
  }

  /** An append whose caller has given up is answered too; that answer is for no one. */
  private takePending(correlationId: string): PendingAppend | undefined {
    const pending = this.pending.get(correlationId);
    this.pending.delete(correlationId);
    return pending;
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

/** @throws what the client throws for the server's error */
function appendedOf(answer: BatchAppendResp): Appended {
  const error = answer.getError();
  const streamId = Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  if (error) throw unpackToCommandError(error, streamId);
  const success = answer.getSuccess();
  if (!success) throw new Error('The event store answers an append with neither success nor error');
  const position = success.getPosition();
  return {
    revision: BigInt(success.getCurrentRevision()),
    position: position && {
      commit: BigInt(position.getCommitPosition()),
      prepare: BigInt(position.getPreparePosition()),
    },
  };
}
