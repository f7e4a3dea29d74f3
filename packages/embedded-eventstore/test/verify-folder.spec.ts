import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import { ClassicLevel } from 'classic-level';
import fc from 'fast-check';
import { verifyFolder } from '../src/commands/verify/verify-folder';
import { EventLog } from '../src/storage/event-log';
import { collect, some } from './protocol-support';
import { runToEnd, ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';
import { writeGroup } from './written-folder';

const folder = temporaryFolder('verify');
const healthy = join(folder.path, 'healthy');
let keys: Buffer[];
let copies = 0;

beforeAll(async () => {
  const server = await ServerUnderTest.start(healthy);
  const client = EventStoreDBClient.connectionString(server.url);
  await fill(client);
  await client.dispose();
  await server.stop();
  keys = await change(copied(), async database => database.keys().all());
});
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

/** All that can be in a folder: streams, deleted and begun again, ended for ever, metadata, an id used twice. */
async function fill(client: EventStoreDBClient): Promise<void> {
  const twice = jsonEvent({ type: 'T', data: { n: 1 } });
  await client.appendToStream('a', [twice, ...some(3)], { expectedRevision: 'no_stream' });
  await client.appendToStream('a', twice, { expectedRevision: 3n });
  await client.appendToStream('b ü', some(2), { expectedRevision: 'any' });
  await client.setStreamMetadata('a', { maxCount: 100 });
  await client.setStreamMetadata('a', { maxCount: 50, owner: 'me' });
  await client.setStreamMetadata('none yet', { maxAge: 10 });
  await client.deleteStream('b ü');
  await client.appendToStream('b ü', some(1), { expectedRevision: 'any' });
  await client.appendToStream('c', some(2), { expectedRevision: 'any' });
  await client.tombstoneStream('c');
  await client.tombstoneStream('never written');
  await collect(client.readStream('a', { fromRevision: START, direction: FORWARDS }));
}

type Level = ClassicLevel<Buffer, Buffer>;

function copied(): string {
  const path = join(folder.path, `copy-${(copies += 1)}`);
  cpSync(healthy, path, { recursive: true });
  return path;
}

async function change<Result>(path: string, by: (database: Level) => Promise<Result>): Promise<Result> {
  const database: Level = new ClassicLevel(path, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
  try {
    return await by(database);
  } finally {
    await database.close();
  }
}

describe('event-store verify', () => {
  it('finds nothing wrong with a folder that holds everything there can be', async () => {
    expect(await verifyFolder(copied())).toMatchObject({ faultCount: 0, faults: [], events: 17 });
  });

  it('finds nothing wrong with a folder that has never had an event', async () => {
    const path = join(folder.path, 'empty');
    await (await EventLog.open(path)).close();
    expect(await verifyFolder(path)).toMatchObject({ faultCount: 0, events: 0, streams: 0 });
  });

  it('finds whatever single thing is changed or lost, and names it', async () => {
    const where = { key: fc.nat(10_000), at: fc.nat(10_000), lost: fc.boolean() };
    const check = async ({ key, at, lost }: { key: number; at: number; lost: boolean }) => {
      const path = copied();
      await change(path, async database => {
        const chosen = keys[key % keys.length]!;
        if (lost) return database.del(chosen);
        const value = Buffer.from((await database.get(chosen))!);
        value[at % value.length]! ^= 1;
        return database.put(chosen, value);
      });
      expect((await verifyFolder(path)).faults).not.toHaveLength(0);
    };
    await fc.assert(fc.asyncProperty(fc.record(where), check), { numRuns: 80 });
  });

  it('finds that an index points to another event, though every seal fits', async () => {
    const path = copied();
    const log = await EventLog.open(path);
    await writeGroup(log, ['d', 'e'], 20);
    await log.close();
    await change(path, async database => {
      const [ofD, ofE] = ['s/d\0', 's/e\0'].map(prefix =>
        Buffer.concat([Buffer.from(prefix), Buffer.alloc(8)]),
      );
      await database.put(ofD!, (await database.get(ofE!))!);
    });
    expect((await verifyFolder(path)).faults.join('\n')).toContain(`revision 0 of stream 'd'`);
  });

  it('refuses a folder that a server holds, and one without a store', async () => {
    const path = copied();
    const server = await ServerUnderTest.start(path);
    const held = await runToEnd(['verify', path]);
    expect(held).toMatchObject({ code: 1, stdout: '' });
    expect(held.stderr).toMatch(/in use by another process/);
    await server.stop();
    const nothing = await runToEnd(['verify', join(folder.path, 'nowhere')]);
    expect(nothing.stderr).toMatch(/no event store/);
  });

  it('is a command: exit code 0 when all is sound, 1 when it is not, usage for a mistake', async () => {
    const path = copied();
    expect(await runToEnd(['verify', path])).toMatchObject({
      code: 0,
      stdout: '17 events in 6 streams: all is sound.\n',
    });
    await change(path, database => database.del(Buffer.from('m/a')));
    const { code, stdout } = await runToEnd(['verify', path, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, faults: expect.arrayContaining([]) as string[] });
    expect(await runToEnd(['verify'])).toMatchObject({ code: 1 });
    expect(await runToEnd(['verify', '--help'])).toMatchObject({ code: 0 });
  });
});
