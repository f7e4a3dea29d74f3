import { Client, credentials } from '@grpc/grpc-js';
import { UUID, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { StreamNotFoundError } from '@eventstore/db-client';
import { Duration } from 'google-protobuf/google/protobuf/duration_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { randomUUID } from 'node:crypto';
import { connectToAnyServer } from './servers-under-test';
import { collect, failure, newStream } from './protocol-support';

const served = connectToAnyServer();
const TIMEOUT = 4;

/** A message as newer clients send it: with a deadline that is a duration, which the generated classes do not know. */
function request(stream: string, correlationId: UUID, timeoutMs: number, isFinal: boolean): Buffer {
  const duration = new Duration();
  duration.setSeconds(Math.trunc(timeoutMs / 1000));
  duration.setNanos((timeoutMs % 1000) * 1e6);
  const name = new StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new BatchAppendReq.Options().setStreamIdentifier(name).setAny(new Empty());
  const event = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(randomUUID()));
  event.getMetadataMap().set('type', 'T').set('content-type', 'application/json');
  const rest = new BatchAppendReq().setCorrelationId(correlationId).setIsFinal(isFinal);
  return Buffer.concat([
    field(2, Buffer.concat([Buffer.from(options.serializeBinary()), field(7, duration.serializeBinary())])),
    Buffer.from(rest.setProposedMessagesList([event]).serializeBinary()),
  ]);
}

/** A length-delimited field of fewer than 16,384 bytes. */
const field = (number: number, content: Uint8Array): Buffer => {
  const { length } = content;
  const size = length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...size]), content]);
};

/** Sends one message and answers with the first response to it. */
async function send(bytes: Buffer): Promise<BatchAppendResp> {
  const client = new Client(served.target, credentials.createInsecure());
  try {
    return await new Promise((resolve, reject) => {
      const call = client.makeBidiStreamRequest<Buffer, BatchAppendResp>(
        '/event_store.client.streams.Streams/BatchAppend',
        message => message,
        message => BatchAppendResp.deserializeBinary(message),
      );
      call.on('error', reject);
      call.on('data', (response: BatchAppendResp) => {
        resolve(response);
        call.cancel();
      });
      call.write(bytes);
    });
  } finally {
    client.close();
  }
}

const newId = () => new UUID().setString(randomUUID());
const isThere = async (stream: string) =>
  !((await failure(collect(served.client.readStream(stream)))) instanceof StreamNotFoundError);

describe('BatchAppend with a deadline', () => {
  it.each([
    ['no time', 0],
    ['time that is over', -5_000],
  ])('gives an append %s: it is refused and nothing written', async (_, timeoutMs) => {
    const stream = newStream();
    const response = await send(request(stream, newId(), timeoutMs, true));
    expect(response.getError()?.getCode()).toBe(TIMEOUT);
    expect(await isThere(stream)).toBe(false);
  });

  it('gives an append time enough: it is written', async () => {
    const stream = newStream();
    const response = await send(request(stream, newId(), 60_000, true));
    expect(response.getSuccess()?.getCurrentRevision()).toBe('0');
    expect(await collect(served.client.readStream(stream))).toHaveLength(1);
  });

  it.each([
    ['its own', 1],
    ["the server's", 60_000],
  ])('refuses an append whose last message does not come within %s', async (_, timeoutMs) => {
    const stream = newStream();
    const id = newId();
    const response = await send(request(stream, id, timeoutMs, false));
    expect(response.getError()?.getCode()).toBe(TIMEOUT);
    expect(await isThere(stream)).toBe(false);
  });
});
