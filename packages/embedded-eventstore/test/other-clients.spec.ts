import { Client, credentials } from '@grpc/grpc-js';
import { binaryEvent, jsonEvent, MaxAppendSizeExceededError, NO_STREAM } from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { connectToAnyServer } from './servers-under-test';
import { collect, failure, newStream, some } from './protocol-support';

/**
 * Requests of clients other than the official Node client, and the answers that they expect. EventStoreDB 23.10.6 gives
 * the same answers.
 */
const served = connectToAnyServer();
const insecure = credentials.createInsecure();
const LIMIT = 1_048_576;

/** The kinds of the messages that answer a read, and the revision that the stream is said to end with. */
async function read(options: ReadReq.Options): Promise<{ kinds: string[]; end: string | undefined }> {
  const client = new Client(served.target, insecure);
  try {
    const call = client.makeServerStreamRequest(
      '/event_store.client.streams.Streams/Read',
      (request: ReadReq) => Buffer.from(request.serializeBinary()),
      (bytes: Buffer) => ReadResp.deserializeBinary(bytes),
      new ReadReq().setOptions(options),
    );
    const answers = await collect(call as AsyncIterable<ReadResp>);
    const end = answers.find(answer => answer.hasLastStreamPosition())?.getLastStreamPosition();
    return { kinds: answers.map(kindOf), end };
  } finally {
    client.close();
  }
}

const kindOf = (answer: ReadResp): string =>
  answer.hasEvent()
    ? 'event'
    : answer.hasLastStreamPosition()
      ? 'end'
      : answer.hasStreamNotFound()
        ? 'none'
        : '?';

const options = (count: number): ReadReq.Options =>
  new ReadReq.Options()
    .setCount(String(count))
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));

const understandsEnd = () => new ReadReq.Options.ControlOption().setCompatibility(1);

const ofStream = (stream: string, count: number): ReadReq.Options =>
  options(count)
    .setStream(
      new ReadReq.Options.StreamOptions()
        .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)))
        .setStart(new Empty()),
    )
    .setNoFilter(new Empty());

describe('a read of a stream', () => {
  it('tells where the stream ends to a reader that understands it, and to no other', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(5), { expectedRevision: NO_STREAM });
    const whole = ofStream(stream, 10).setControlOption(understandsEnd());
    expect(await read(whole)).toEqual({ kinds: [...Array<string>(5).fill('event'), 'end'], end: '4' });
    const part = ofStream(stream, 2).setControlOption(understandsEnd());
    expect(await read(part)).toEqual({ kinds: ['event', 'event', 'end'], end: '4' });
    const backwards = ofStream(stream, 1).setReadDirection(1).setControlOption(understandsEnd());
    expect(await read(backwards)).toEqual({ kinds: ['event', 'end'], end: '4' });
    expect(await read(ofStream(stream, 2))).toEqual({ kinds: ['event', 'event'], end: undefined });
  });

  it('tells no end of a stream that is not there', async () => {
    const request = ofStream(newStream(), 2).setControlOption(understandsEnd());
    expect(await read(request)).toEqual({ kinds: ['none'], end: undefined });
  });
});

it('a read of $all with a filter needs no checkpoint interval, as the .NET client sends none', async () => {
  const stream = newStream('filtered');
  await served.client.appendToStream(stream, some(3));
  const expression = new ReadReq.Options.FilterOptions.Expression().setPrefixList([stream]);
  const filter = new ReadReq.Options.FilterOptions().setStreamIdentifier(expression).setMax(32);
  const all = new ReadReq.Options.AllOptions().setStart(new Empty());
  const request = options(100).setAll(all).setFilter(filter);
  expect(await read(request.setControlOption(understandsEnd()))).toMatchObject({
    kinds: ['event', 'event', 'event'],
  });
});

describe('the limit of an append', () => {
  const ofSize = (bytes: number) => binaryEvent({ type: 'Large', data: Buffer.alloc(bytes, 1) });

  it.each([{}, { credentials: { username: 'admin', password: 'changeit' } }])(
    'counts data alone, to the byte (%j)',
    async way => {
      await served.client.appendToStream(newStream(), [ofSize(LIMIT - 1), ofSize(1)], way);
      const error = await failure(served.client.appendToStream(newStream(), [ofSize(LIMIT), ofSize(1)], way));
      expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(error).toMatchObject({ maxAppendSize: LIMIT });
    },
  );

  it('does not count metadata and types', async () => {
    const metadata = { text: 'x'.repeat(600_000) };
    const events = [1, 2, 3].map(n => jsonEvent({ type: 'T'.repeat(100), data: { n }, metadata }));
    await served.client.appendToStream(newStream(), events);
  });
});

it('tells the version that it follows, with what clients decide by', async () => {
  const client = new ServerFeaturesClient(served.target, insecure);
  const features = await new Promise<SupportedMethods>((resolve, reject) =>
    client.getSupportedMethods(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer))),
  );
  client.close();
  expect(features.getEventStoreServerVersion()).toBe('23.10.6');
  const of = (service: string, method: string) =>
    features
      .getMethodsList()
      .find(listed => listed.getServiceName() === service && listed.getMethodName() === method)
      ?.getFeaturesList();
  expect(of('event_store.client.streams.streams', 'read')).toEqual(['position', 'events']);
  expect(of('event_store.client.streams.streams', 'batchappend')).toEqual(['deadline_duration']);
  const persistent = 'event_store.client.persistent_subscriptions.persistentsubscriptions';
  for (const method of [
    'create',
    'update',
    'delete',
    'read',
    'getinfo',
    'list',
    'replayparked',
    'restartsubsystem',
  ])
    expect(of(persistent, method)).toEqual(['stream', 'all']);
});
