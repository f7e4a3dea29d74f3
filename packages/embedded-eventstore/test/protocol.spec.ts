import { randomUUID } from 'node:crypto';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  NO_STREAM,
  START,
  StreamDeletedError,
  streamNameFilter,
  StreamNotFoundError,
  type Filter,
  type Position,
} from '@eventstore/db-client';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendReq, BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { connectToAnyServer, itIfEmbedded } from './servers-under-test';
import { collect, failure, newStream, some } from './protocol-support';
import { until } from './support';

const served = connectToAnyServer();

describe('read', () => {
  it('of a stream from anywhere, both ways, so many', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(10), { expectedRevision: NO_STREAM });
    const read = async (options: object) =>
      (await collect(served.client.readStream(stream, options))).map(item => Number(item.event!.revision));
    expect(await read({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await read({ fromRevision: 7n })).toEqual([7, 8, 9]);
    expect(await read({ fromRevision: 2n, maxCount: 3 })).toEqual([2, 3, 4]);
    expect(await read({ fromRevision: 10n })).toEqual([]);
    expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 3 })).toEqual([9, 8, 7]);
    expect(await read({ direction: BACKWARDS, fromRevision: 4n })).toEqual([4, 3, 2, 1, 0]);
    expect(await read({ direction: BACKWARDS, fromRevision: 99n, maxCount: 1 })).toEqual([9]);
    expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
  });

  it('of $all both ways agree, and positions compare and never repeat', async () => {
    const start = (await served.client.appendToStream(newStream(), some(1))).position!;
    await Promise.all(Array.from({ length: 20 }, () => served.client.appendToStream(newStream(), some(20))));
    const forwards = await collect(served.client.readAll({ fromPosition: start }));
    const positions = forwards.map(item => item.event!.position!.commit);
    expect(positions).toHaveLength(401);
    expect(positions[0]).toBe(start.commit);
    expect(positions).toEqual([...new Set(positions)].sort((left, right) => (left < right ? -1 : 1)));
    const backwards = await collect(
      served.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 401 }),
    );
    expect(backwards.map(item => item.event!.id).reverse()).toEqual(forwards.map(item => item.event!.id));
    const before = await collect(
      served.client.readAll({
        direction: BACKWARDS,
        fromPosition: forwards[5]!.event!.position!,
        maxCount: 2,
      }),
    );
    expect(before.map(item => item.event!.id)).toEqual([forwards[4]!.event!.id, forwards[3]!.event!.id]);
    expect(await collect(served.client.readAll({ fromPosition: END }))).toEqual([]);
    expect(await collect(served.client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
  });

  it.each([
    ['forwards from the end', { fromRevision: END }],
    ['no events', { maxCount: 0 }],
    ['no events backwards', { direction: BACKWARDS, fromRevision: START, maxCount: 0 }],
  ] as const)('of nothing in a stream is refused: %s', async (_, options) => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(2));
    expect(await failure(collect(served.client.readStream(stream, options)))).toMatchObject({ code: 2 });
  });

  it('of $all at positions beyond the end is empty forwards, and refused backwards', async () => {
    const far = { commit: 10n ** 15n, prepare: 10n ** 15n };
    expect(await collect(served.client.readAll({ fromPosition: far }))).toEqual([]);
    const backwards = served.client.readAll({ direction: BACKWARDS, fromPosition: far, maxCount: 1 });
    expect(await failure(collect(backwards))).toMatchObject({ code: 2 });
    const mixed = served.client.readAll({ fromPosition: { commit: 7n, prepare: 9n }, maxCount: 1 });
    expect(await failure(collect(mixed))).toMatchObject({ code: 2 });
  });

  it('of a missing stream is StreamNotFound', async () => {
    const error = await failure(collect(served.client.readStream('not there')));
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
      for (const last of 'abc') await served.client.appendToStream(name + last, some(2, name + last));
    };
    await write();
    const subscription = served.client.subscribeToAll({
      fromPosition: START,
      filter: filter(name) as Filter,
    });
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
    const { position } = await served.client.appendToStream(newStream(), some(1));
    const places: Position[] = [];
    const filter = streamNameFilter({
      prefixes: ['nobody is called so'],
      maxSearchWindow: 10,
      checkpointInterval: 3,
      checkpointReached: (_, place) => void places.push(place),
    });
    const subscription = served.client.subscribeToAll({ fromPosition: position!, filter });
    subscription.on('data', () => undefined);
    for (let count = 0; count < 10; count += 1) await served.client.appendToStream(newStream(), some(10));
    await until(() => places.length === 3, 'three checkpoints were told');
    await subscription.unsubscribe();
    const after = await collect(served.client.readAll({ fromPosition: position! }));
    const told = after.map(item => item.event!.position!.commit);
    expect(places.map(place => told.indexOf(place.commit))).toEqual([30, 60, 90]);
  });

  it.each([
    ['start', START, [0, 1, 2, 3]],
    ['end', END, [3]],
    ['a revision, which is not told again', 1n, [2, 3]],
  ] as const)('to a stream from %s, and says when it has caught up', async (_, fromRevision, expected) => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(3), { expectedRevision: NO_STREAM });
    const subscription = served.client.subscribeToStream(stream, { fromRevision });
    const heard: number[] = [];
    subscription.on('data', item => heard.push(Number(item.event!.revision)));
    await new Promise(resolve => subscription.once('caughtUp', resolve));
    await served.client.appendToStream(newStream(), some(1));
    await served.client.appendToStream(stream, some(1), { expectedRevision: 2n });
    await until(() => heard.length === expected.length, 'all events were told');
    await subscription.unsubscribe();
    expect(heard).toEqual(expected);
  });

  it.each(['missing', 'deleted'])(
    'to a %s stream, which nobody has caught up with before it is there',
    async state => {
      const stream = newStream();
      if (state === 'deleted') {
        await served.client.appendToStream(stream, some(1));
        await served.client.deleteStream(stream);
      }
      const subscription = served.client.subscribeToStream(stream);
      const heard: string[] = [];
      subscription.on('data', ({ event }) => heard.push(event!.type));
      subscription.on('caughtUp', () => heard.push('caught up'));
      await new Promise(resolve => subscription.once('confirmation', resolve));
      await served.client.appendToStream(stream, some(2, 'First'));
      await until(() => heard.length === 3, 'both events were told');
      await served.client.appendToStream(stream, some(1, 'Last'));
      await until(() => heard.length === 4, 'the third event was told');
      await subscription.unsubscribe();
      expect(heard).toEqual(['First', 'First', 'caught up', 'Last']);
    },
  );

  it('hears everything up to the end of a stream that is deleted for ever, and then the error', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(1));
    const subscription = served.client.subscribeToStream(stream);
    const heard: string[] = [];
    subscription.on('data', ({ event }) => heard.push(event!.type));
    await new Promise(resolve => subscription.once('caughtUp', resolve));
    const failed = new Promise(resolve => subscription.once('error', resolve));
    await served.client.appendToStream(stream, some(1, 'Last'));
    await served.client.tombstoneStream(stream);
    expect(await failed).toBeInstanceOf(StreamDeletedError);
    expect(heard).toEqual(['SomethingHappened', 'Last', '$streamDeleted']);
  });

  // EventStoreDB drops a subscription that is too slow; it is not to be lost here.
  itIfEmbedded('and take nothing: appends go on, and nothing is lost when it is taken', async () => {
    const stream = newStream();
    const subscription = served.client.subscribeToStream(stream, { fromRevision: START });
    const large = () => [jsonEvent({ type: 'Large', data: { text: 'x'.repeat(50_000) } })];
    for (let count = 0; count < 200; count += 1) await served.client.appendToStream(stream, large());
    const heard: bigint[] = [];
    for await (const { event } of subscription) {
      heard.push(event!.revision);
      if (heard.length === 200) break;
    }
    await subscription.unsubscribe();
    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => BigInt(index)));
  });
});

describe('the rest of the wire', () => {
  const target = () => served.target;
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

  itIfEmbedded('lists only what it has, and refuses the rest as not implemented', async () => {
    const features = new ServerFeaturesClient(target(), insecure);
    const methods = await new Promise<string[]>((resolve, reject) =>
      features.getSupportedMethods(new Empty(), (error, answer) =>
        error ? reject(error) : resolve(answer.getMethodsList().map(method => method.getMethodName())),
      ),
    );
    features.close();
    expect(methods).toContain('batchappend');
    expect(methods).not.toContain('mergeindexes');
    const operations = new OperationsClient(target(), insecure);
    const error = await new Promise<ServiceError | null>(resolve =>
      operations.mergeIndexes(new Empty(), resolve),
    );
    operations.close();
    expect(error).toMatchObject({ code: 12 });
    expect(error!.details).toMatch(/scavenge/);
    const projections = await failure(served.client.listProjections());
    expect(projections).toMatchObject({ code: 12 });
    expect((projections as ServiceError).message).toMatch(/no projections/);
  });

  it('survives requests that make no sense, and changes nothing by them', async () => {
    const streams = new StreamsClient(target(), insecure);
    const before = await collect(served.client.readAll());
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
    expect(await collect(served.client.readAll())).toEqual(before);
    const filtered = served.client.subscribeToAll({ filter: streamNameFilter({ regex: '(' }) });
    expect(await failure(collect(filtered))).toMatchObject({ code: 2 });
    expect(await failure(collect(served.client.readStream('')))).toMatchObject({ code: 2 });
    await served.client.appendToStream(newStream(), some(1));
  });

  // EventStoreDB takes these names; a NUL would make two streams one here, and the others are traps.
  itIfEmbedded('refuses names that would be traps', async () => {
    for (const name of ['$all', 'with\0nul', 'x'.repeat(1_025), '$$', '$$$$twice']) {
      await expect(served.client.appendToStream(name, some(1))).rejects.toThrow();
    }
    for (const call of ['deleteStream', 'tombstoneStream'] as const) {
      expect(await failure(served.client[call]('$$metadata'))).toMatchObject({ code: 3 });
    }
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
