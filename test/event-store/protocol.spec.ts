import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  streamNameFilter,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type EventData,
  type Filter,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { PersistentSubscriptionsClient } from '@eventstore/db-client/generated/persistent_grpc_pb';
import { ListReq } from '@eventstore/db-client/generated/persistent_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendReq, BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder, until } from './support';

const folder = temporaryFolder('protocol');
let server: ServerUnderTest;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
  client = EventStoreDBClient.connectionString(server.url);
});

afterAll(async () => {
  await client.dispose();
  await server.stop();
  ServerUnderTest.killAll();
  folder.remove();
});

let streams = 0;
const newStream = (prefix = 'protocol') => `${prefix}-${process.pid}-${(streams += 1)}`;

const some = (count: number, type = 'SomethingHappened'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }));

/** BatchAppend is what the client takes by itself; with credentials it takes Append. */
const PATHS = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

describe.each(PATHS)('append by %s', (_path, options) => {
  const append = (stream: string, events: EventData[], expectedRevision: AppendExpectedRevision) =>
    client.appendToStream(stream, events, { expectedRevision, ...options });

  it('answers with the revision and the position of the last event', async () => {
    const stream = newStream();
    const first = await append(stream, some(3), NO_STREAM);
    const second = await append(stream, some(1), 2n);
    expect([first.nextExpectedRevision, second.nextExpectedRevision]).toEqual([2n, 3n]);
    expect(second.position!.commit).toBeGreaterThan(first.position!.commit);
    const [last] = await collect(client.readAll({ fromPosition: second.position!, maxCount: 1 }));
    expect(last!.event!.streamId).toBe(stream);
    expect(last!.event!.revision).toBe(3n);
  });

  it.each([
    ['NO_STREAM, one there', 2, NO_STREAM, 'no_stream', 1n],
    ['exact, behind', 3, 0n, 0n, 2n],
    ['exact, ahead', 3, 9n, 9n, 2n],
    ['exact, none there', 0, 0n, 0n, 'no_stream'],
    ['STREAM_EXISTS, none there', 0, STREAM_EXISTS, 'stream_exists', 'no_stream'],
  ] as const)(
    'refuses with what was expected and what is there: %s',
    async (_, there, expected, says, actual) => {
      const stream = newStream('ä 🙂 ');
      if (there > 0) await append(stream, some(there), NO_STREAM);
      const error = await failure(append(stream, some(1), expected));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion: says, actualVersion: actual });
      if (there > 0) expect(await collect(client.readStream(stream))).toHaveLength(there);
    },
  );

  const [a, b, c, d] = some(4) as [EventData, EventData, EventData, EventData];
  it.each([
    ['exact, all of it', -1n, [a, b], 1n],
    ['exact, from the middle', 0n, [b, c], 2n],
    ['exact, its beginning', -1n, [a], 0n],
    ['exact, partly', -1n, [a, d], undefined],
    ['exact, and more', -1n, [a, b, c, d], undefined],
    ['exact, in another order', -1n, [b, a], undefined],
    ['ANY, all of it', ANY, [a, b, c], 2n],
    ['ANY, a part', ANY, [b], 1n],
    ['ANY, known and new', ANY, [c, d], undefined],
    ['ANY, new and known', ANY, [d, a], undefined],
    ['STREAM_EXISTS, a part', STREAM_EXISTS, [b, c], 2n],
    ['STREAM_EXISTS, known and new', STREAM_EXISTS, [a, d], undefined],
  ] as const)('recognises a repeat: %s', async (_, expected, events, revision) => {
    const stream = newStream();
    await append(stream, [a, b, c], NO_STREAM);
    await append(stream, some(2), 2n);
    const original = await collect(client.readStream(stream));
    const repeat = append(stream, [...events], expected === -1n ? NO_STREAM : expected);
    if (revision === undefined) {
      expect(await failure(repeat)).toBeInstanceOf(WrongExpectedVersionError);
    } else {
      const position = original[Number(revision)]!.event!.position;
      expect(await repeat).toEqual({ success: true, nextExpectedRevision: revision, position });
    }
    expect(await collect(client.readStream(stream))).toEqual(original);
  });

  it('takes ANY and STREAM_EXISTS with new events', async () => {
    const stream = newStream();
    expect((await append(stream, some(1), ANY)).nextExpectedRevision).toBe(0n);
    expect((await append(stream, some(2), STREAM_EXISTS)).nextExpectedRevision).toBe(2n);
    expect((await append(stream, some(1), ANY)).nextExpectedRevision).toBe(3n);
  });

  it('refuses more than the maximum size, and keeps nothing of it', async () => {
    const stream = newStream();
    const large = Array.from({ length: 20 }, () =>
      jsonEvent({ type: 'Large', data: { text: 'x'.repeat(60_000) } }),
    );
    const error = await failure(append(stream, large, NO_STREAM));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  it('keeps binary data, metadata, unicode and emptiness as they are', async () => {
    const stream = newStream();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await append(
      stream,
      [
        binaryEvent({ type: 'Binary', data: bytes, metadata: Uint8Array.from([0xff, 0]) }),
        binaryEvent({ type: 'Empty', data: new Uint8Array() }),
        jsonEvent({ type: 'Ünïcödé 🙂', data: { text: '\u0000 𝄞 çã' }, metadata: { key: 'välue' } }),
      ],
      NO_STREAM,
    );
    const [binary, empty, json] = (await collect(client.readStream(stream))).map(item => item.event!);
    expect(Buffer.from(binary!.data as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(binary!.metadata as Uint8Array)).toEqual(Buffer.from([0xff, 0]));
    expect((empty!.data as Uint8Array).length).toBe(0);
    expect(json).toMatchObject({ type: 'Ünïcödé 🙂', isJson: true, data: { text: '\u0000 𝄞 çã' } });
    expect(json!.metadata).toEqual({ key: 'välue' });
    expect(Math.abs(json!.created.getTime() - Date.now())).toBeLessThan(600_000);
  });

  it('refuses a stream that is deleted for ever', async () => {
    const stream = newStream();
    await append(stream, some(1), NO_STREAM);
    await client.tombstoneStream(stream);
    for (const expected of [ANY, NO_STREAM, STREAM_EXISTS, 0n] as const) {
      const error = await failure(append(stream, some(1), expected));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });
});

describe('read', () => {
  it('of a stream from anywhere, both ways, so many', async () => {
    const stream = newStream();
    await client.appendToStream(stream, some(10), { expectedRevision: NO_STREAM });
    const read = async (options: object) =>
      (await collect(client.readStream(stream, options))).map(item => Number(item.event!.revision));
    expect(await read({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await read({ fromRevision: 7n })).toEqual([7, 8, 9]);
    expect(await read({ fromRevision: 2n, maxCount: 3 })).toEqual([2, 3, 4]);
    expect(await read({ fromRevision: 10n })).toEqual([]);
    expect(await read({ fromRevision: END })).toEqual([]);
    expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 3 })).toEqual([9, 8, 7]);
    expect(await read({ direction: BACKWARDS, fromRevision: 4n })).toEqual([4, 3, 2, 1, 0]);
    expect(await read({ direction: BACKWARDS, fromRevision: 99n, maxCount: 1 })).toEqual([9]);
    expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
  });

  it('of $all both ways agree, and positions compare and never repeat', async () => {
    const start = (await client.appendToStream(newStream(), some(1))).position!;
    await Promise.all(Array.from({ length: 20 }, () => client.appendToStream(newStream(), some(20))));
    const forwards = await collect(client.readAll({ fromPosition: start }));
    const positions = forwards.map(item => item.event!.position!.commit);
    expect(positions).toHaveLength(401);
    expect(positions[0]).toBe(start.commit);
    expect(positions).toEqual([...new Set(positions)].sort((left, right) => (left < right ? -1 : 1)));
    const backwards = await collect(
      client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 401 }),
    );
    expect(backwards.map(item => item.event!.id).reverse()).toEqual(forwards.map(item => item.event!.id));
    const before = await collect(
      client.readAll({ direction: BACKWARDS, fromPosition: forwards[5]!.event!.position!, maxCount: 2 }),
    );
    expect(before.map(item => item.event!.id)).toEqual([forwards[4]!.event!.id, forwards[3]!.event!.id]);
    expect(await collect(client.readAll({ fromPosition: END }))).toEqual([]);
    expect(await collect(client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
  });

  it('of a missing stream is StreamNotFound', async () => {
    const error = await failure(collect(client.readStream('not there')));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: 'not there' });
  });
});

describe('subscribe', () => {
  it.each([
    [
      'stream name prefixes',
      (name: string) => streamNameFilter({ prefixes: [`${name}a`, `${name}b`] }),
      'ab',
    ],
    ['a stream name pattern', (name: string) => streamNameFilter({ regex: `^${name}[bc]$` }), 'bc'],
    ['event type prefixes', (name: string) => eventTypeFilter({ prefixes: [`${name}a`] }), 'a'],
    ['an event type pattern', (name: string) => eventTypeFilter({ regex: `^${name}[ac]$` }), 'ac'],
  ])('to $all with a filter by %s', async (_, filter, wanted) => {
    const name = `filtered-${randomUUID()}-`;
    const write = async () => {
      for (const last of 'abc') await client.appendToStream(name + last, some(2, name + last));
    };
    await write();
    const subscription = client.subscribeToAll({ fromPosition: START, filter: filter(name) as Filter });
    const heard: string[] = [];
    let live = false;
    for await (const { event } of subscription) {
      heard.push(event!.streamId.slice(-1));
      if (heard.length === wanted.length * 2 && !live) await write();
      if (heard.length === wanted.length * 2) live = true;
      if (heard.length === wanted.length * 4) break;
    }
    await subscription.unsubscribe();
    const once = [...wanted].flatMap(letter => [letter, letter]);
    expect(heard).toEqual([...once, ...once]);
  });

  it('tells a checkpoint after every so many events looked at', async () => {
    const { position } = await client.appendToStream(newStream(), some(1));
    const places: Position[] = [];
    const filter = streamNameFilter({
      prefixes: ['nobody is called so'],
      maxSearchWindow: 10,
      checkpointInterval: 3,
      checkpointReached: (_, place) => void places.push(place),
    });
    const subscription = client.subscribeToAll({ fromPosition: position!, filter });
    subscription.on('data', () => undefined);
    for (let count = 0; count < 10; count += 1) await client.appendToStream(newStream(), some(10));
    await until(() => places.length === 3, 'three checkpoints were told');
    await subscription.unsubscribe();
    expect(places.map(place => place.commit - position!.commit)).toEqual([30n, 60n, 90n]);
    expect(places.every(place => place.prepare === place.commit)).toBe(true);
  });

  it.each([
    ['start', START, [0, 1, 2, 3]],
    ['end', END, [3]],
    ['a revision, which is not told again', 1n, [2, 3]],
  ] as const)('to a stream from %s, and says when it has caught up', async (_, fromRevision, expected) => {
    const stream = newStream();
    await client.appendToStream(stream, some(3), { expectedRevision: NO_STREAM });
    const subscription = client.subscribeToStream(stream, { fromRevision });
    const heard: number[] = [];
    subscription.on('data', item => heard.push(Number(item.event!.revision)));
    await new Promise(resolve => subscription.once('caughtUp', resolve));
    await client.appendToStream(newStream(), some(1));
    await client.appendToStream(stream, some(1), { expectedRevision: 2n });
    await until(() => heard.length === expected.length, 'all events were told');
    await subscription.unsubscribe();
    expect(heard).toEqual(expected);
  });

  it('to a stream that is not there yet', async () => {
    const stream = newStream();
    const subscription = client.subscribeToStream(stream);
    const heard: ResolvedEvent[] = [];
    subscription.on('data', item => heard.push(item));
    await new Promise(resolve => subscription.once('caughtUp', resolve));
    await client.appendToStream(stream, some(2), { expectedRevision: NO_STREAM });
    await until(() => heard.length === 2, 'both events were told');
    await subscription.unsubscribe();
  });

  it('and take nothing: appends go on, and nothing is lost when it is taken', async () => {
    const stream = newStream();
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    const large = () => [jsonEvent({ type: 'Large', data: { text: 'x'.repeat(50_000) } })];
    for (let count = 0; count < 200; count += 1) await client.appendToStream(stream, large());
    const heard: bigint[] = [];
    for await (const { event } of subscription) {
      heard.push(event!.revision);
      if (heard.length === 200) break;
    }
    await subscription.unsubscribe();
    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => BigInt(index)));
  });
});

describe('deletion and metadata', () => {
  it('soft: the stream is gone, and goes on with its revisions when it is appended to', async () => {
    const stream = newStream();
    await client.setStreamMetadata(stream, { owner: 'me' });
    await client.appendToStream(stream, some(3), { expectedRevision: NO_STREAM });
    const wrong = await failure(client.deleteStream(stream, { expectedRevision: 0n }));
    expect(wrong).toBeInstanceOf(WrongExpectedVersionError);
    expect(wrong).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 2n });
    expect((await client.deleteStream(stream, { expectedRevision: 2n })).position).toBeDefined();
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    const again = await client.appendToStream(stream, some(2), { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).toBe(4n);
    const read = await collect(client.readStream(stream));
    expect(read.map(item => item.event!.revision)).toEqual([3n, 4n]);
    const { metadata } = await client.getStreamMetadata(stream);
    expect(metadata).toEqual({ truncateBefore: 3, owner: 'me' });
  });

  it('hard: the stream is gone for ever', async () => {
    const stream = newStream();
    await client.appendToStream(stream, some(1));
    await client.tombstoneStream(stream, { expectedRevision: 0n });
    expect(await failure(collect(client.readStream(stream)))).toBeInstanceOf(StreamDeletedError);
    expect(await failure(client.tombstoneStream(stream))).toBeInstanceOf(StreamDeletedError);
    expect(await failure(client.deleteStream(stream))).toBeInstanceOf(StreamDeletedError);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last!.event).toMatchObject({ type: '$streamDeleted', streamId: stream });
  });

  it('metadata: $maxCount and $tb hide events, and what was set is read back', async () => {
    const stream = newStream();
    await client.appendToStream(stream, some(10));
    const revisions = async () =>
      (await collect(client.readStream(stream))).map(item => Number(item.event!.revision));
    await client.setStreamMetadata(stream, { maxCount: 3, custom: { deep: [1] } });
    expect(await revisions()).toEqual([7, 8, 9]);
    await client.appendToStream(stream, some(1));
    expect(await revisions()).toEqual([8, 9, 10]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 3, custom: { deep: [1] } });
    await client.setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await revisions()).toEqual([9, 10]);
    await client.setStreamMetadata(stream, {});
    expect(await revisions()).toHaveLength(11);
    expect((await client.getStreamMetadata(newStream())).metadata).toBeUndefined();
  });
});

describe('the rest of the wire', () => {
  const target = () => `127.0.0.1:${server.port}`;
  const insecure = credentials.createInsecure();

  it('gossips as the only node, which leads', async () => {
    const discovering = EventStoreDBClient.connectionString(`esdb+discover://${target()}?tls=false`);
    await discovering.appendToStream(newStream(), some(1));
    await discovering.dispose();
    const gossip = new GossipClient(target(), insecure);
    const members = await new Promise<number>((resolve, reject) =>
      gossip.read(new Empty(), (error, info) =>
        error ? reject(error) : resolve(info.getMembersList().length),
      ),
    );
    gossip.close();
    expect(members).toBe(1);
  });

  it('lists only what it has, and refuses the rest as not implemented', async () => {
    const features = new ServerFeaturesClient(target(), insecure);
    const methods = await new Promise<string[]>((resolve, reject) =>
      features.getSupportedMethods(new Empty(), (error, answer) =>
        error ? reject(error) : resolve(answer.getMethodsList().map(method => method.getMethodName())),
      ),
    );
    features.close();
    expect(methods).toContain('batchappend');
    expect(methods).not.toContain('create');
    const persistent = new PersistentSubscriptionsClient(target(), insecure);
    const error = await new Promise<ServiceError | null>(resolve => persistent.list(new ListReq(), resolve));
    persistent.close();
    expect(error).toMatchObject({ code: 12 });
    const resolving = client.readStream(newStream(), { resolveLinkTos: true });
    expect(await failure(collect(resolving))).toMatchObject({ code: 12 });
  });

  it('survives requests that make no sense, and changes nothing by them', async () => {
    const streams = new StreamsClient(target(), insecure);
    const before = await collect(client.readAll());
    const answers = [
      await ended(streams.read(new ReadReq())),
      await ended(streams.read(new ReadReq().setOptions(new ReadReq.Options()))),
      await new Promise(resolve => streams.append(resolve).end(new AppendReq())),
      await new Promise(resolve => {
        const call = streams.append(resolve);
        call.on('error', () => undefined);
        call.end(new AppendReq().setProposedMessage(new AppendReq.ProposedMessage()));
      }),
      await ended(streams.batchAppend(), new BatchAppendReq()),
      await ended(garbage(streams)),
    ];
    streams.close();
    for (const answer of answers) expect(answer).toMatchObject({ code: expect.any(Number) as number });
    expect(await collect(client.readAll())).toEqual(before);
    const nothing = client.appendToStream('$all', some(1));
    await expect(nothing).rejects.toThrow();
    await expect(client.appendToStream('with\0nul', some(1))).rejects.toThrow();
    await expect(client.appendToStream('x'.repeat(1_025), some(1))).rejects.toThrow();
    const invalid = client.subscribeToAll({ filter: streamNameFilter({ regex: '(' }) });
    expect(await failure(collect(invalid))).toMatchObject({ code: 3 });
    await client.appendToStream(newStream(), some(1));
  });
});

/** Read, with bytes that are no protobuf message. */
const garbage = (streams: StreamsClient) =>
  streams.makeServerStreamRequest(
    '/event_store.client.streams.Streams/Read',
    (bytes: Buffer) => bytes,
    (bytes: Buffer) => bytes,
    Buffer.from('ffffffffffffffff', 'hex'),
  );

interface Call {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'data', listener: () => void): unknown;
  end?(message: unknown): unknown;
}

function ended(call: Call, message?: BatchAppendReq): Promise<Error> {
  return new Promise(resolve => {
    call.on('error', resolve);
    call.on('data', () => undefined);
    if (message) call.end?.(message);
  });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It succeeded.'),
    (error: unknown) => error,
  );
}
