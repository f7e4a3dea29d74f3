import { jsonEvent, EventStoreDBClient, type EventData } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

export interface ServedClient {
  server: ServerUnderTest;
  client: EventStoreDBClient;
}

/** A server of its own and the official client to it, for the tests of one file that treat the server badly. */
export function serveClient(): ServedClient {
  const folder = temporaryFolder('protocol');
  const served = {} as ServedClient;
  beforeAll(async () => {
    served.server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
    served.client = EventStoreDBClient.connectionString(served.server.url);
  });
  afterAll(async () => {
    await served.client.dispose();
    await served.server.stop();
    ServerUnderTest.killAll();
    folder.remove();
  });
  return served;
}

const RUN = randomUUID().slice(0, 8);
let streams = 0;

/** A name that is new on a server that other test files, and other runs, use too. */
export const newStream = (prefix = 'protocol') => `${prefix}-${RUN}-${(streams += 1)}`;

export const some = (count: number, type = 'SomethingHappened'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }));

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It succeeded.'),
    (error: unknown) => error,
  );
}
