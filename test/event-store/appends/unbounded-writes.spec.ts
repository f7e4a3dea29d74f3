import type { EventStoreDBClient } from '@eventstore/db-client';
import { Writable } from 'node:stream';
import { acceptAllAppends } from '../../../src/event-store/eventstoredb/appends/unbounded-writes';
import { Bug } from '../../../src/shared/invariant';

/** A stream like the client's, to a server that takes nothing. */
const stuckStream = () => new Writable({ objectMode: true, write: () => undefined });

/** The client, as far as it opens streams. */
function fakeClient() {
  const opened: Writable[] = [];
  const caches: unknown[] = [];
  const GRPCStreamCreator =
    (_service: unknown, _call: string, create: (channel: unknown) => Writable, cache?: unknown) =>
    async () => {
      const stream = create('channel');
      opened.push(stream);
      caches.push(cache);
      return Promise.resolve(stream);
    };
  const client = { GRPCStreamCreator };
  return { client, opened, caches };
}

it('the stream of appends never asks its writer to wait, and keeps what it was given', async () => {
  const { client, caches } = fakeClient();
  acceptAllAppends(client as unknown as EventStoreDBClient);
  const stream = await client.GRPCStreamCreator('streams', 'appendToStream', stuckStream, 'the cache')();
  const answers = Array.from({ length: 200 }, (_, index) => stream.write({ index }));
  expect(answers).toEqual(answers.map(() => true));
  expect(stream.writableLength).toBe(200);
  expect(caches).toEqual(['the cache']);
});

it('the streams of other calls are as they were', async () => {
  const { client } = fakeClient();
  acceptAllAppends(client as unknown as EventStoreDBClient);
  const stream = await client.GRPCStreamCreator('streams', 'readStream', stuckStream)();
  const answers = Array.from({ length: 20 }, (_, index) => stream.write({ index }));
  expect(answers.filter(taken => !taken).length).toBeGreaterThan(0);
});

it('a client that opens its streams in another way is found at once', () => {
  expect(() => acceptAllAppends({} as EventStoreDBClient)).toThrow(Bug);
});
