import {
  DISPATCH_TO_SINGLE,
  END,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  PINNED,
  START,
} from '@eventstore/db-client';
import { connectToAnyServer } from './servers-under-test';
import { allSettings, Consumer, fromStart, GROUP, infoOf, streamWithGroup } from './persistent-support';
import { failure, newStream, some } from './protocol-support';

const connected = connectToAnyServer();

describe('groups of persistent subscriptions', () => {
  it('tells of a group what it was given', async () => {
    const { client } = connected;
    const stream = newStream('persistent');
    const settings = fromStart({
      startFrom: 3n,
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 1_234,
      maxRetryCount: 7,
      checkPointAfter: 321,
      checkPointLowerBound: 3,
      checkPointUpperBound: 33,
      maxSubscriberCount: 5,
      liveBufferSize: 77,
      readBatchSize: 11,
      historyBufferSize: 88,
      consumerStrategyName: PINNED,
    });
    await client.createPersistentSubscriptionToStream(stream, GROUP, settings);
    expect(await infoOf(client, stream)).toMatchObject({ eventSource: stream, groupName: GROUP, settings });
    const changed = fromStart({ startFrom: END, consumerStrategyName: DISPATCH_TO_SINGLE });
    await client.updatePersistentSubscriptionToStream(stream, GROUP, changed);
    expect((await infoOf(client, stream)).settings).toEqual(changed);
  });

  it('tells of a group on $all what it was given', async () => {
    const { client } = connected;
    const group = newStream('group');
    const settings = allSettings({ startFrom: END });
    await client.createPersistentSubscriptionToAll(group, settings);
    const info = await client.getPersistentSubscriptionToAllInfo(group);
    expect(info).toMatchObject({ eventSource: '$all', groupName: group, settings });
    const changed = allSettings({ startFrom: START, maxRetryCount: 4 });
    await client.updatePersistentSubscriptionToAll(group, changed);
    expect((await client.getPersistentSubscriptionToAllInfo(group)).settings).toEqual(changed);
    await client.deletePersistentSubscriptionToAll(group);
    expect(await failure(client.getPersistentSubscriptionToAllInfo(group))).toBeInstanceOf(
      PersistentSubscriptionDoesNotExistError,
    );
  });

  it('refuses a second group of the same name, and what does not exist', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 0);
    const named = { streamName: stream, groupName: GROUP };
    const again = await failure(client.createPersistentSubscriptionToStream(stream, GROUP, fromStart()));
    expect(again).toBeInstanceOf(PersistentSubscriptionExistsError);
    expect(again).toMatchObject(named);
    const refusals = [
      client.updatePersistentSubscriptionToStream(stream, 'other', fromStart()),
      client.deletePersistentSubscriptionToStream(stream, 'other'),
      client.getPersistentSubscriptionToStreamInfo(stream, 'other'),
      client.replayParkedMessagesToStream(stream, 'other'),
      client.listPersistentSubscriptionsToStream(newStream('nothing')),
      Consumer.to(client, stream, 10, 'other'),
    ];
    for (const error of await Promise.all(refusals.map(failure))) {
      expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    }
  });

  it('refuses settings that cannot work', async () => {
    const { client } = connected;
    const stream = newStream('persistent');
    const bad = fromStart({ readBatchSize: 20, historyBufferSize: 20 });
    const error = await failure(client.createPersistentSubscriptionToStream(stream, GROUP, bad));
    expect(error).toBeInstanceOf(PersistentSubscriptionFailedError);
    const beyond = { commit: 1n << 50n, prepare: 1n << 50n };
    const ahead = client.createPersistentSubscriptionToAll(stream, allSettings({ startFrom: beyond }));
    expect(await failure(ahead)).toBeInstanceOf(PersistentSubscriptionFailedError);
    expect(await failure(infoOf(client, stream))).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });

  it('lists the groups of a stream, of $all, and all of them', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 0);
    await client.createPersistentSubscriptionToStream(stream, 'second', fromStart());
    const onAll = newStream('group');
    await client.createPersistentSubscriptionToAll(onAll, allSettings());
    const names = (groups: { eventSource: string; groupName: string }[]) =>
      groups.map(({ eventSource, groupName }) => `${eventSource} ${groupName}`);
    const ours = [`${stream} ${GROUP}`, `${stream} second`];
    expect(names(await client.listPersistentSubscriptionsToStream(stream)).sort()).toEqual(ours);
    expect(names(await client.listPersistentSubscriptionsToAll())).toContain(`$all ${onAll}`);
    const all = names(await client.listAllPersistentSubscriptions());
    expect(all).toEqual(expect.arrayContaining([...ours, `$all ${onAll}`]));
  });

  it('takes no more consumers than it may, until one has gone', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 1, { maxSubscriberCount: 1 });
    const first = await Consumer.to(client, stream);
    const refused = await failure(Consumer.to(client, stream));
    expect(refused).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(refused).toMatchObject({ streamName: stream, groupName: GROUP });
    await first.next();
    await first.leave();
    const second = await eventually(() => Consumer.to(client, stream));
    expect((await second.next()).retryCount).toBe(1);
    await second.leave();
  });

  it.each([
    ['deleted', (stream: string) => connected.client.deletePersistentSubscriptionToStream(stream, GROUP)],
    [
      'updated',
      (stream: string) => connected.client.updatePersistentSubscriptionToStream(stream, GROUP, fromStart()),
    ],
    ['restarted', () => connected.client.restartPersistentSubscriptionSubsystem()],
  ])('drops its consumers when it is %s', async (_, change) => {
    const stream = await streamWithGroup(connected.client, 0);
    const consumer = await Consumer.to(connected.client, stream);
    await change(stream);
    const error = await consumer.failed;
    expect(error).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(error).toMatchObject({ streamName: stream, groupName: GROUP });
  });

  it('begins anew when it was deleted and is created again', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 5, { checkPointLowerBound: 1, checkPointUpperBound: 1 });
    const first = await Consumer.to(client, stream);
    expect(await first.ackNext(5)).toEqual([0, 1, 2, 3, 4]);
    await eventually(async () => {
      expect((await infoOf(client, stream)).stats.lastCheckpointedEventRevision).toBe(4n);
    });
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    await client.createPersistentSubscriptionToStream(stream, GROUP, fromStart());
    const second = await Consumer.to(client, stream);
    expect(await second.ackNext(5)).toEqual([0, 1, 2, 3, 4]);
    await second.leave();
  });

  it('tells of its consumers and of what they have', async () => {
    const { client } = connected;
    const stream = await streamWithGroup(client, 8, { extraStatistics: true });
    const consumer = await Consumer.to(client, stream, 4);
    await consumer.ackNext(3);
    await consumer.take(4);
    const info = await infoOf(client, stream);
    expect(info.stats).toMatchObject({
      totalItems: 7n,
      totalInFlightMessages: 4,
      lastKnownEventRevision: 7n,
    });
    const [connection] = info.connections;
    expect(connection).toMatchObject({ totalItems: 7n, inFlightMessages: 4, availableSlots: 0 });
    expect(connection?.extraStatistics?.get('quintile 3')).toBeDefined();
    await consumer.leave();
    await client.appendToStream(stream, some(1));
  });
});

/** Until it goes through: what the server does about a consumer that has left is not announced. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
