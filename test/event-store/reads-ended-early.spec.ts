import { EventStoreDBClient } from '@eventstore/db-client';
import { join } from 'node:path';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { all, some, written } from './event-store.contract';
import { FrameCounter } from './frame-counter';
import { some as someRaw } from '../../packages/embedded-eventstore/test/protocol-support';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder, until } from '../../packages/embedded-eventstore/test/support';

/** Reads that are left early; the whole count (20,000) takes about a minute. */
const READS = Number(process.env['EVENTSTORE_READS'] ?? 2_000);
const AT_ONCE = 8;
/** How many resets Node 20 allows at once. Node has a setting for it since 22.10. */
const NODE_RESETS = 1_000;
const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number);
const itIfNodeCanBeTold = MAJOR > 22 || (MAJOR === 22 && MINOR >= 10) ? it : it.skip;

const folder = temporaryFolder('reads-ended-early');
let server: ServerUnderTest;
let counter: FrameCounter;
let store: EventStoreDbStore;

beforeAll(async () => {
  server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
  counter = await FrameCounter.before(server.port);
  store = new EventStoreDbStore(counter.url, {}, systemClock);
  await store.append('twenty', 'no_stream', some(20));
});
afterAll(async () => {
  await store.dispose();
  counter.close();
  await server.stop();
  ServerUnderTest.killAll();
  folder.remove();
});

async function first(stream: string, limit?: number): Promise<bigint | undefined> {
  for await (const event of store.readStream(stream, 0n, limit)) return event.revision;
  return undefined;
}

it('the adapter resets no call whose end is near, and none that has failed', async () => {
  const before = counter.resets;
  for (let round = 0; round < 20; round += 1) {
    expect((await store.readLast('twenty'))?.revision).toBe(19n);
    expect(await store.readLast('not-there')).toBeUndefined();
    expect(await first('twenty', 1)).toBe(0n);
    expect(await first('twenty')).toBe(0n);
    expect(await first('not-there')).toBeUndefined();
    await store.ping();
  }
  // The server answers this one after it has got whatever the reads before have sent.
  await store.ping();
  expect(counter.resets).toBe(before);
});

it('the adapter asks for no more of a stream than is wanted', async () => {
  const revisions = (await all(store.readStream('twenty', 3n, 4))).map(event => event.revision);
  expect(revisions).toEqual([3n, 4n, 5n, 6n]);
});

it(`${READS} reads left early fail nothing beside them: neither reads nor appends nor a subscription`, async () => {
  const heard: string[] = [];
  const ended = new AbortController();
  let isLive = false;
  const listening = (async () => {
    const options = { after: undefined, streamPrefixes: ['beside-'], signal: ended.signal };
    for await (const item of store.subscribe(options)) {
      isLive ||= item.kind === 'caught_up';
      if (item.kind === 'event') heard.push(item.event.id);
    }
  })();
  await until(() => isLive, 'the subscription is live');
  // The subscription has left its first call for the shared feed. The server gets that reset before it answers this.
  await store.ping();
  const before = counter.resets;
  const appended: string[] = [];
  const leaveEarly = async (lane: number) => {
    for (let read = 0; read < READS / AT_ONCE; read += 1) {
      expect(await first('twenty', 1 + (read % 30))).toBe(0n);
      if (read % 10 > 0) continue;
      const events = some(1);
      written(await store.append(`beside-${lane}-${read}`, 'no_stream', events));
      appended.push(events[0]!.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => leaveEarly(lane)));
  await until(() => heard.length >= appended.length, 'the subscription has heard of every append');
  expect(counter.resets).toBe(before);
  ended.abort();
  await listening;
  expect([...heard].sort()).toEqual([...appended].sort());
}, 600_000);

itIfNodeCanBeTold('a client that resets more calls than Node allows by itself is not cut off', async () => {
  const client = EventStoreDBClient.connectionString(server.url);
  await client.appendToStream('many', someRaw(300));
  for (let read = 0; read < 2 * NODE_RESETS; read += 1) {
    const stream = client.readStream('many');
    for await (const _event of stream) break;
    // Leaving the client's stream alone does not end the call.
    await stream.cancel();
  }
  await client.dispose();
});
