import { END, EventStoreDBClient } from '@eventstore/db-client';
import { join } from 'node:path';
import {
  Consumer,
  fromStart,
  GROUP,
  infoOf,
  numbers,
  revisions,
  streamWithGroup,
} from './persistent-support';
import { newStream, some } from './protocol-support';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder, until } from './support';

const EACH = { checkPointLowerBound: 1, checkPointUpperBound: 1 };

describe('persistent subscriptions after kill -9', () => {
  const folder = temporaryFolder('persistent');
  let server: ServerUnderTest;
  let client: EventStoreDBClient;

  const start = async () => {
    server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
    client = EventStoreDBClient.connectionString(server.url);
  };
  const crash = async () => {
    await server.kill();
    await client.dispose();
    await start();
  };

  beforeAll(start);
  afterAll(async () => {
    await client.dispose();
    await server.stop();
    ServerUnderTest.killAll();
    folder.remove();
  });

  it('go on from the checkpoint: nothing unacknowledged is lost', async () => {
    const stream = await streamWithGroup(client, 20, EACH);
    const consumer = await Consumer.to(client, stream, 20);
    const all = await consumer.take(20);
    // The fifth is not acknowledged: no checkpoint may pass it, whatever comes after it.
    await consumer.ack(...all.filter((_, index) => index !== 4).slice(0, 12));
    await until(async () => {
      return (await infoOf(client, stream)).stats.lastCheckpointedEventRevision === 3n;
    }, 'the checkpoint before the fifth');
    await crash();
    const info = await infoOf(client, stream);
    expect(info.stats.lastCheckpointedEventRevision).toBe(3n);
    expect(info.settings).toEqual(fromStart(EACH));
    const next = await Consumer.to(client, stream, 20);
    expect(revisions(await next.take(16))).toEqual(numbers(16, 4));
  });

  it('from the end on miss nothing that came after they were created, before any checkpoint', async () => {
    const stream = newStream('persistent');
    await client.appendToStream(stream, some(3));
    await client.createPersistentSubscriptionToStream(stream, GROUP, fromStart({ startFrom: END }));
    await client.appendToStream(stream, some(2));
    await crash();
    const consumer = await Consumer.to(client, stream);
    expect(revisions(await consumer.take(2))).toEqual([3, 4]);
  });

  it('find parked what was parked, and what was replayed but not acknowledged', async () => {
    const stream = await streamWithGroup(client, 4, EACH);
    const consumer = await Consumer.to(client, stream);
    for (const event of await consumer.take(4)) await consumer.nack('park', event);
    await until(
      async () => (await infoOf(client, stream)).stats.lastCheckpointedEventRevision === 3n,
      'parked',
    );
    await client.replayParkedMessagesToStream(stream, GROUP);
    const replayed = await consumer.take(4);
    await consumer.ack(replayed[0]!);
    await until(async () => {
      const parked = `$persistentsubscription-${stream}::${GROUP}-parked`;
      return (await client.getStreamMetadata(parked)).metadata?.truncateBefore === 1;
    }, 'the acknowledged one is hidden');
    await crash();
    expect((await infoOf(client, stream)).stats.parkedMessageCount).toBe(3n);
    const next = await Consumer.to(client, stream);
    await client.replayParkedMessagesToStream(stream, GROUP);
    expect(revisions(await next.take(3))).toEqual([1, 2, 3]);
  });

  it('stay deleted', async () => {
    const stream = await streamWithGroup(client, 1, EACH);
    await client.deletePersistentSubscriptionToStream(stream, GROUP);
    await crash();
    const groups = await client.listAllPersistentSubscriptions();
    expect(groups.map(({ eventSource }) => eventSource)).not.toContain(stream);
  });
});
