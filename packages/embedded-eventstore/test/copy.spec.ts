import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { copyStreams } from '../src/commands/copy/copy-streams';
import { RawClient, type RawEvent } from '../src/commands/copy/raw-client';
import { ServerAwayError } from '../src/commands/copy/server-away';
import { TargetDiffersError } from '../src/commands/copy/target-differs';
import { collect, some } from './protocol-support';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder, until } from './support';

const folder = temporaryFolder('copy');
/** Streams of this run alone, so that a target that is kept between runs may be used. */
const ours = (name: string) => `${name}-${randomUUID()}`;
let source: ServerUnderTest;
let client: EventStoreDBClient;
let folders = 0;

const started = () => ServerUnderTest.start(join(folder.path, String((folders += 1))));

beforeAll(async () => {
  source = await started();
  client = EventStoreDBClient.connectionString(source.url);
  await fill();
});
afterAll(async () => {
  await client.dispose();
  ServerUnderTest.killAll();
  folder.remove();
});

async function fill(): Promise<void> {
  const [a, b, deleted, revived, ended] = ['a', 'b ü', 'deleted', 'revived', 'ended'].map(ours) as [
    string,
    ...string[],
  ];
  await client.appendToStream(a, some(150), { expectedRevision: 'no_stream' });
  await client.appendToStream(b!, binaryEvent({ type: 'B', data: Buffer.from([0, 255, 7]) }));
  const metadata = { $correlationId: 'c', n: 2 };
  for (let n = 0; n < 20; n += 1) {
    await client.appendToStream(n % 2 ? a : b!, jsonEvent({ type: 'ÄÖ', data: { n, text: '€' }, metadata }));
  }
  await client.setStreamMetadata(a, { maxCount: 3, owner: 'me', acl: { readRoles: ['$all'] } });
  for (const stream of [deleted!, revived!]) {
    await client.appendToStream(stream, some(3));
    await client.deleteStream(stream);
  }
  await client.appendToStream(revived!, some(2));
  await client.appendToStream(ended!, some(2));
  await client.tombstoneStream(ended!);
  // Digits and spaces that a parsed and rewritten JSON text would not have.
  const exact = { id: randomUUID(), type: 'Exact', contentType: 'application/json', revision: 0n };
  const raw = new RawClient(source.url);
  const data = Buffer.from('{ "n": 9007199254740993, "d":1.10 }');
  await raw.append([{ ...exact, stream: ours('exact'), data, metadata: Buffer.from('not json') }]);
  await raw.dispose();
}

async function contentOf(url: string): Promise<RawEvent[]> {
  const raw = new RawClient(url);
  const events = await collect(raw.readAll());
  await raw.dispose();
  return events.filter(({ stream }) => !stream.startsWith('$'));
}

/** An end of a stream is written by each server itself. */
const comparable = (events: RawEvent[]) =>
  events.map(event => (event.type === '$streamDeleted' ? { stream: event.stream, type: event.type } : event));

describe('event-store copy', () => {
  it('brings everything, byte for byte and in order, and again changes nothing', async () => {
    const target = await started();
    const report = await copyStreams(source.url, target.url);
    expect(comparable(await contentOf(target.url))).toEqual(comparable(await contentOf(source.url)));
    const exact = (await contentOf(target.url)).find(({ type }) => type === 'Exact');
    expect(Buffer.from(exact!.data).toString()).toBe('{ "n": 9007199254740993, "d":1.10 }');
    const before = await contentOf(target.url);
    expect(await copyStreams(source.url, target.url)).toEqual(report);
    expect(await contentOf(target.url)).toEqual(before);
  });

  it('goes on where it was cut off', async () => {
    const target = await started();
    const cut = copyStreams(source.url, target.url, (phase, events) => {
      if (phase === 'copied' && events > 155) target.child.kill('SIGKILL');
    });
    await expect(cut).rejects.toThrow(ServerAwayError);
    const again = await ServerUnderTest.start(join(folder.path, String(folders)));
    const already = (await contentOf(again.url)).length;
    expect(already).toBeGreaterThan(0);
    expect(already).toBeLessThan((await contentOf(source.url)).length);
    await copyStreams(source.url, again.url);
    expect(comparable(await contentOf(again.url))).toEqual(comparable(await contentOf(source.url)));
  });

  it.each(['at the beginning', 'at the end'])(
    'refuses a stream of the target that differs %s',
    async where => {
      const target = await started();
      const other = EventStoreDBClient.connectionString(target.url);
      const [first] = await contentOf(source.url);
      if (where === 'at the end') await copyStreams(source.url, target.url);
      await other.appendToStream(first!.stream, some(1));
      await other.dispose();
      const before = (await contentOf(target.url)).length;
      await expect(copyStreams(source.url, target.url)).rejects.toThrow(TargetDiffersError);
      expect((await contentOf(target.url)).length).toBe(before);
    },
  );

  it('leaves alone what the target has besides', async () => {
    const target = await started();
    const other = EventStoreDBClient.connectionString(target.url);
    await other.appendToStream('its own', some(2));
    await other.dispose();
    await copyStreams(source.url, target.url);
    expect((await contentOf(target.url)).filter(({ stream }) => stream === 'its own')).toHaveLength(2);
  });

  it('says that a server is away', async () => {
    const gone = await started();
    await gone.kill();
    await expect(copyStreams(source.url, gone.url)).rejects.toThrow(ServerAwayError);
    await until(() => gone.child.signalCode === 'SIGKILL', 'the target is gone');
  });
});

const elsewhere = process.env['EVENTSTORE_URL'];
(elsewhere ? describe : describe.skip)('event-store copy to the server in EVENTSTORE_URL', () => {
  it('brings everything there and back', async () => {
    const report = await copyStreams(source.url, elsewhere!);
    expect(await copyStreams(source.url, elsewhere!)).toEqual(report);
    const back = await started();
    await copyStreams(elsewhere!, back.url);
    const streams = new Set((await contentOf(source.url)).map(({ stream }) => stream));
    const returned = (await contentOf(back.url)).filter(({ stream }) => streams.has(stream));
    expect(comparable(returned)).toEqual(comparable(await contentOf(source.url)));
  }, 60_000);
});
