import type { EventStoreDBClient } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';

import { invariant } from '../../../shared/invariant';
import type { Position } from '../../event-store';
import type { RecordedBytes } from '../../log/log-bytes';
import { decodeBytes } from './decode-event';
import { startRead } from './fast-reads';

/** As many as there are. */
const NO_LIMIT = '9223372036854775807';
/** The server tells times in units of 100 nanoseconds. */
const TICKS_PER_MS = 10_000n;

/**
 * A read of `$all` from a position on, that position included. The client itself parses JSON and keeps no bytes. So this
 * makes the call over the client's own channel. The name of the call is its own: reads of other names decode events.
 */
export async function startReadOfBytes(client: EventStoreDBClient, from: Position | undefined) {
  const open = client['GRPCStreamCreator'](StreamsClient, 'readBytes', async streams =>
    startReadCall(streams, [readRequest(from), ...client['callArguments']({}, { deadline: Infinity })]),
  );
  const call = await open();
  return Object.assign(call, { cancel: () => Promise.resolve(call.destroy()).then(() => undefined) });
}

/** An event arrives decoded, and everything else as the client's own message. */
const startReadCall = (streams: StreamsClient, call: readonly unknown[]) =>
  startRead(streams, StreamsClient, decodeBytes, call) as ReturnType<StreamsClient['read']>;

function readRequest(from: Position | undefined): ReadReq {
  const options = new ReadReq.Options()
    .setAll(allFrom(from))
    .setReadDirection(ReadReq.Options.ReadDirection.FORWARDS)
    .setResolveLinks(false)
    .setCount(NO_LIMIT)
    .setNoFilter(new Empty())
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  return new ReadReq().setOptions(options);
}

function allFrom(from: Position | undefined): ReadReq.Options.AllOptions {
  const all = new ReadReq.Options.AllOptions();
  if (!from) return all.setStart(new Empty());
  const position = new ReadReq.Options.Position();
  return all.setPosition(
    position.setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)),
  );
}

/** Undefined where the message is no event. */
export function bytesOf(message: ReadResp | RecordedBytes): RecordedBytes | undefined {
  if (!('getEvent' in message)) return message;
  const event = message.getEvent()?.getEvent();
  if (!event) return undefined;
  const properties = event.getMetadataMap();
  const created = properties.get('created');
  invariant(created !== undefined, 'The event store does not tell when it recorded an event');
  return {
    streamId: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: BigInt(event.getStreamRevision()),
    id: event.getId()?.getString() ?? '',
    type: properties.get('type') ?? '',
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
    position: { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) },
    recordedAt: new Date(Number(BigInt(created) / TICKS_PER_MS)),
  };
}
