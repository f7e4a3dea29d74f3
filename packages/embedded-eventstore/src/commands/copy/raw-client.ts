import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import {
  AppendReq,
  ReadReq,
  type AppendResp,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';

/** An event with its exact bytes. */
export interface RawEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type RawAppend = 'written' | 'wrong_expected';

const READ_LIMIT = '9223372036854775807';

/**
 * Calls over the connection of the official client. The client itself parses JSON and writes it again, which loses
 * digits of large numbers. So this class makes the calls over the client's channel, with its credentials.
 */
export class RawClient {
  private readonly client: EventStoreDBClient;

  constructor(connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString);
  }

  /** Every event of `$all` from the beginning, with the server's own events. */
  async *readAll(): AsyncGenerator<RawEvent> {
    for await (const event of this.readRecorded()) yield rawEventOf(event);
  }

  /** The same events as they were recorded, from a position of the log (inclusive) or from the beginning. */
  async *readRecorded(from?: number): AsyncGenerator<ReadResp.ReadEvent.RecordedEvent> {
    const call = await this.client['execute'](StreamsClient, 'copy', async streams =>
      streams.read(readAllRequest(from), ...this.client['callArguments']({}, { deadline: Infinity })),
    );
    try {
      for await (const response of call as AsyncIterable<ReadResp>) {
        const event = response.getEvent()?.getEvent();
        if (event) yield event;
      }
    } finally {
      call.on('error', () => undefined);
      call.cancel();
    }
  }

  /** Appends at the revision of the first event. The same ids at that revision succeed again and write nothing. */
  append(events: readonly RawEvent[]): Promise<RawAppend> {
    return this.client['execute'](
      StreamsClient,
      'copy',
      streams =>
        new Promise<RawAppend>((resolve, reject) => {
          const call = streams.append(...this.client['callArguments']({}), (error, response?: AppendResp) => {
            if (error) reject(error);
            else resolve(response?.hasSuccess() ? 'written' : 'wrong_expected');
          });
          call.on('error', reject);
          for (const message of appendMessages(events)) call.write(message);
          call.end();
        }),
    );
  }

  async tombstone(stream: string): Promise<void> {
    await this.client.tombstoneStream(stream, { expectedRevision: 'any' });
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}

function readAllRequest(from?: number): ReadReq {
  const all = new ReadReq.Options.AllOptions();
  if (from === undefined) all.setStart(new Empty());
  else all.setPosition(positionAt(from));
  const options = new ReadReq.Options()
    .setAll(all)
    .setReadDirection(ReadReq.Options.ReadDirection.FORWARDS)
    .setResolveLinks(false)
    .setCount(READ_LIMIT)
    .setNoFilter(new Empty())
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  return new ReadReq().setOptions(options);
}

const positionAt = (position: number): ReadReq.Options.Position =>
  new ReadReq.Options.Position().setCommitPosition(String(position)).setPreparePosition(String(position));

function rawEventOf(event: ReadResp.ReadEvent.RecordedEvent): RawEvent {
  return {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: BigInt(event.getStreamRevision()),
    type: event.getMetadataMap().get('type') ?? '',
    contentType: event.getMetadataMap().get('content-type') ?? '',
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
  };
}

function* appendMessages(events: readonly RawEvent[]): Generator<AppendReq> {
  const [first] = events;
  if (!first) throw new RangeError('There is nothing to append.');
  const identifier = new StreamIdentifier().setStreamName(Buffer.from(first.stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier);
  if (first.revision === 0n) options.setNoStream(new Empty());
  else options.setRevision(String(first.revision - 1n));
  yield new AppendReq().setOptions(options);
  for (const event of events) {
    const message = new AppendReq.ProposedMessage()
      .setId(new UUID().setString(event.id))
      .setData(event.data)
      .setCustomMetadata(event.metadata);
    message.getMetadataMap().set('type', event.type).set('content-type', event.contentType);
    yield new AppendReq().setProposedMessage(message);
  }
}
