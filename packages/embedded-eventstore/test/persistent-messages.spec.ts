import {
  DISPATCH_TO_SINGLE,
  END,
  EVENT_TYPE,
  jsonEvent,
  PersistentSubscriptionDroppedError,
  PINNED,
  START,
  type Filter,
} from '@eventstore/db-client';
import { connectToAnyServer } from './servers-under-test';
import {
  allSettings,
  Consumer,
  fromStart,
  GROUP,
  infoOf,
  numbers,
  revisions,
  streamWithGroup,
} from './persistent-support';
import { collect, newStream, some } from './protocol-support';
import { until } from './support';

const connected = connectToAnyServer();
const isEmbedded = !process.env['EVENTSTORE_URL'];

const parkedCount = async (stream: string) =>
  Number((await infoOf(connected.client, stream)).stats.parkedMessageCount);

describe('messages of persistent subscriptions', () => {
  it.each([
    ['its start', START, 0, 6],
    ['a revision', 2n, 2, 4],
    ['its end', END, 4, 2],
  ] as const)('come from %s on, past and to come, in order and once', async (_, startFrom, first, count) => {
    const { client } = connected;
    const stream = newStream('persistent');
    await client.appendToStream(stream, some(4));
    await client.createPersistentSubscriptionToStream(stream, GROUP, fromStart({ startFrom }));
    const consumer = await Consumer.to(client, stream, 3);
    await client.appendToStream(stream, some(2));
    expect(await consumer.ackNext(count)).toEqual(numbers(count, first));
    await consumer.leave();
  });

  it('come all, far more than the buffers hold, while more are appended', async () => {
    const { client } = connected;
    const changes = { historyBufferSize: 30, readBatchSize: 10, liveBufferSize: 10 };
    const stream = await streamWithGroup(client, 150, changes);
    const consumer = await Consumer.to(client, stream, 7);
    const appending = (async () => {
      for (let round = 0; round < 15; round += 1) await client.appendToStream(stream, some(10));
    })();
    const seen = await consumer.ackNext(300);
    await appending;
    expect([...new Set(seen)].sort((a, b) => a - b)).toEqual(numbers(300));
    await consumer.leave();
  });

  it('are no more at once than the consumer takes', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 20);
    const consumer = await Consumer.to(client, stream, 5);
    const held = await consumer.take(5);
    expect((await infoOf(client, stream)).stats.totalInFlightMessages).toBe(5);
    await consumer.ack(held[0]!);
    expect(revisions([await consumer.next()])).toEqual([5]);
    expect(consumer.received).toHaveLength(6);
    await consumer.leave();
  });

  it('come again when they are refused for it, with the count of it', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 1);
    const consumer = await Consumer.to(client, stream);
    const counts: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const event = await consumer.next();
      counts.push(event.retryCount);
      if (round < 3) await consumer.nack('retry', event);
      else await consumer.ack(event);
    }
    expect(counts).toEqual([0, 1, 2, 3]);
    await consumer.leave();
  });

  it('do not come again when they are skipped', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 3, { checkPointLowerBound: 1, checkPointUpperBound: 1 });
    const consumer = await Consumer.to(client, stream, 1);
    await consumer.nack('skip', await consumer.next());
    expect(await consumer.ackNext(2)).toEqual([1, 2]);
    await until(async () => {
      return (await infoOf(client, stream)).stats.lastCheckpointedEventRevision === 2n;
    }, 'the checkpoint after all');
    await consumer.leave();
  });

  it('come again when they are not answered in time, and are parked when that was too often', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 1, { messageTimeout: 100, maxRetryCount: 1 });
    const consumer = await Consumer.to(client, stream);
    expect((await consumer.take(2)).map(({ retryCount }) => retryCount)).toEqual([0, 1]);
    await until(async () => (await parkedCount(stream)) === 1, 'it is parked');
    const parked = `$persistentsubscription-${stream}::${GROUP}-parked`;
    const [link] = await collect(client.readStream(parked));
    expect(link!.event).toMatchObject({ type: '$>', metadata: { reason: 'Reached retry count of 1' } });
    await consumer.leave();
  });

  it('go to another consumer when theirs leaves', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 3, { consumerStrategyName: DISPATCH_TO_SINGLE });
    const first = await Consumer.to(client, stream);
    await first.take(3);
    const second = await Consumer.to(client, stream);
    await first.leave();
    expect(await second.ackNext(3)).toEqual([0, 1, 2]);
    await second.leave();
  });

  it('are parked on demand, as links that say why, and replayed in their order', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 4);
    const consumer = await Consumer.to(client, stream);
    for (const event of await consumer.take(4)) await consumer.nack('park', event);
    await until(async () => (await parkedCount(stream)) === 4, 'all are parked');
    const parked = `$persistentsubscription-${stream}::${GROUP}-parked`;
    const links = await collect(client.readStream(parked));
    expect(links.map(({ event }) => Buffer.from(event!.data as Uint8Array).toString())).toEqual(
      numbers(4).map(revision => `${revision}@${stream}`),
    );
    expect(links[1]!.event!.metadata).toMatchObject({
      reason: "Client explicitly NAK'ed message.\nthe test says so",
      subscriptionEventNumber: 1,
    });
    await client.replayParkedMessagesToStream(stream, GROUP, { stopAt: 3 });
    const replayed = await consumer.take(3);
    expect(revisions(replayed)).toEqual([0, 1, 2]);
    expect(replayed.map(({ link }) => link!.streamId)).toEqual([parked, parked, parked]);
    await until(async () => (await parkedCount(stream)) === 1, 'one is left');
    await consumer.nack('park', replayed[1]!);
    await consumer.ack(replayed[0]!, replayed[2]!);
    await until(async () => (await parkedCount(stream)) === 2, 'one is parked again');
    await client.replayParkedMessagesToStream(stream, GROUP);
    expect(await consumer.ackNext(2)).toEqual([3, 1]);
    await consumer.leave();
  });

  it('stay with one consumer per stream (Pinned)', async () => {
    const { client } = connected;
    const group = newStream('group');
    const prefix = newStream('Pinned');
    const settings = allSettings({ startFrom: START, consumerStrategyName: PINNED });
    const filter: Filter = { filterOn: EVENT_TYPE, prefixes: [prefix], checkpointInterval: 1 };
    await client.createPersistentSubscriptionToAll(group, settings, { filter });
    const consumers = [0, 1].map(
      () => new Consumer(client.subscribeToPersistentSubscriptionToAll(group, { bufferSize: 100 })),
    );
    await until(async () => {
      return (await client.getPersistentSubscriptionToAllInfo(group)).connections.length === 2;
    }, 'both are connected');
    // Each stream is as likely with one as with the other, so that one has none of so many is no luck one meets.
    const streams = numbers(40).map(() => newStream('pinned'));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(streams.map(stream => client.appendToStream(stream, some(1, prefix))));
    }
    await until(() => consumers[0]!.received.length + consumers[1]!.received.length === 120, 'all have come');
    const [a, b] = consumers.map(({ received }) => new Set(received.map(({ event }) => event!.streamId)));
    expect(a!.size + b!.size).toBe(40);
    expect(Math.min(a!.size, b!.size)).toBeGreaterThan(0);
    await Promise.all(consumers.map(consumer => consumer.leave()));
    await client.deletePersistentSubscriptionToAll(group);
  });

  it('of $all are those that the filter lets through', async () => {
    const { client } = connected;
    const group = newStream('group');
    const type = newStream('Wanted');
    const filter = { filterOn: EVENT_TYPE, regex: `^${type}$`, checkpointInterval: 1 } as const;
    const stream = newStream('persistent');
    await client.appendToStream(stream, [...some(5), ...some(2, type), ...some(3)]);
    await client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: START }), { filter });
    const consumer = new Consumer(client.subscribeToPersistentSubscriptionToAll(group));
    await client.appendToStream(stream, [...some(1), ...some(1, type)]);
    expect(await consumer.ackNext(3)).toEqual([5, 6, 11]);
    const { stats } = await client.getPersistentSubscriptionToAllInfo(group);
    expect(stats.lastKnownEventPosition?.commit).toBe(consumer.received.at(-1)!.event!.position!.commit);
    await consumer.leave();
    await client.deletePersistentSubscriptionToAll(group);
  });

  it('bring the event a link points to, and are known by the link', async () => {
    const { client } = connected;
    const target = newStream('target');
    await client.appendToStream(target, some(1));
    const stream = await streamWithGroup(client, 0, { resolveLinkTos: true });
    const link = { ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const };
    await client.appendToStream(stream, [{ ...link, data: Buffer.from(`0@${target}`) }]);
    const consumer = await Consumer.to(client, stream);
    const event = await consumer.next();
    expect(event.event).toMatchObject({ streamId: target, revision: 0n });
    expect(event.link).toMatchObject({ streamId: stream, revision: 0n, id: link.id });
    await consumer.ack(event);
    await until(async () => {
      return (await infoOf(client, stream)).stats.outstandingMessagesCount === 0;
    }, 'it is acknowledged');
    await consumer.leave();
  });

  /** EventStoreDB forgets such a message, which loses it; here the consumer is stopped and others get it. */
  const onlyHere = isEmbedded ? it : it.skip;
  onlyHere('end the consumer that says stop, and go to the others', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 2);
    const consumer = await Consumer.to(client, stream);
    const [first] = await consumer.take(2);
    await consumer.nack('stop', first!);
    expect(await consumer.failed).toBeInstanceOf(PersistentSubscriptionDroppedError);
    const next = await Consumer.to(client, stream);
    expect(await next.ackNext(2)).toEqual([0, 1]);
    await next.leave();
  });
});
