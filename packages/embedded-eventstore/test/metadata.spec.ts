import { BACKWARDS, END, NO_STREAM, START } from '@eventstore/db-client';
import { connectToAnyServer } from './servers-under-test';
import { collect, newStream, some } from './protocol-support';
import { until } from './support';

const connected = connectToAnyServer();

async function revisions(stream: string, options: object = {}): Promise<number[]> {
  const found = await collect(connected.client.readStream(stream, options));
  return found.map(({ event }) => Number(event!.revision));
}

describe('stream metadata', () => {
  it('is told as it was set, custom properties too', async () => {
    const { client } = connected;
    const stream = newStream('metadata');
    const metadata = {
      maxCount: 7,
      maxAge: 3_600,
      truncateBefore: 2,
      cacheControl: 60,
      acl: { readRoles: ['$all'], writeRoles: ['someone', '$ops'] },
      owner: 'accounting',
      nested: { list: [1, 'two', null] },
    };
    await client.setStreamMetadata(stream, metadata, { expectedRevision: NO_STREAM });
    const found = await client.getStreamMetadata<typeof metadata>(stream);
    expect(found).toMatchObject({ streamName: stream, metadata });
    await client.setStreamMetadata(stream, { owner: 'nobody' }, { expectedRevision: 0n });
    const replaced = await client.getStreamMetadata(stream);
    expect(replaced.metadata).toEqual({ owner: 'nobody' });
  });

  it('$maxAge hides what is too old, in reads and subscriptions, and nothing in $all', async () => {
    const { client } = connected;
    const stream = newStream('metadata');
    const { position } = await client.appendToStream(stream, some(3), { expectedRevision: NO_STREAM });
    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(await revisions(stream)).toEqual([0, 1, 2]);
    await client.setStreamMetadata(stream, { maxAge: 1 });
    await until(async () => (await revisions(stream)).length === 0, 'the events are too old');
    expect(await revisions(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([]);

    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(await revisions(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([2, 1]);
    await client.setStreamMetadata(stream, { maxAge: 1 });
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    await client.appendToStream(stream, some(1, 'Young'), { expectedRevision: 2n });
    for await (const { event } of subscription) {
      expect([event!.type, event!.revision]).toEqual(['Young', 3n]);
      break;
    }
    const all = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 50 }));
    expect(all.map(({ event }) => event!.position!.commit)).toContain(position!.commit);
  });

  it('$maxAge and $maxCount hide together', async () => {
    const { client } = connected;
    const stream = newStream('metadata');
    await client.appendToStream(stream, some(5), { expectedRevision: NO_STREAM });
    await client.setStreamMetadata(stream, { maxAge: 3_600, maxCount: 2 });
    expect(await revisions(stream)).toEqual([3, 4]);
    expect(await revisions(stream, { maxCount: 1 })).toEqual([3]);
  });
});
