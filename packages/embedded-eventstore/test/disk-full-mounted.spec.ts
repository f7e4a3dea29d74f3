import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { verifyFolder } from '../src/commands/verify/verify-folder';
import { collect } from './protocol-support';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

const folder = temporaryFolder('mounted');
const MIB = 1024 * 1024;
const DISK = `${96 * MIB}`;

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0;
const mounted = mount('-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder.path);
const whereOneMayMount = mounted ? describe : describe.skip;
if (!mounted) console.warn('Mounting a file system is not permitted: a full one is not tried.');

const setSize = (bytes: string): boolean => mount('-o', `remount,size=${bytes}`, folder.path);

const clients: EventStoreDBClient[] = [];
function connect(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  clients.push(client);
  return client;
}

afterAll(async () => {
  await Promise.allSettled(clients.map(client => client.dispose()));
  ServerUnderTest.killAll();
  if (mounted) spawnSync('umount', ['-l', folder.path]);
  folder.remove();
});

/** Random, for what can be compressed takes no room. */
const big = () => jsonEvent({ type: 'T', data: { text: randomBytes(500_000).toString('base64') } });

/** Appends until one fails; its error, and the ids of what was acknowledged by stream. */
async function writeUntilRefused(
  client: EventStoreDBClient,
  name: string,
  acknowledged: Map<string, string>,
) {
  for (let n = 0; n < 5_000; n += 1) {
    const event = big();
    const stream = `${name}-${n}`;
    try {
      await client.appendToStream(stream, [event], { expectedRevision: 'no_stream' });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    acknowledged.set(stream, event.id);
  }
  throw new Error('The disk never became full.');
}

async function expectAll(client: EventStoreDBClient, acknowledged: ReadonlyMap<string, string>) {
  const events = (await collect(client.readAll())).flatMap(({ event }) => (event ? [event] : []));
  const stored = new Map(events.map(event => [event.streamId, event.id]));
  for (const [stream, id] of acknowledged) expect({ stream, id: stored.get(stream) }).toEqual({ stream, id });
}

whereOneMayMount('a file system that is really full', () => {
  it('refuses writes with the reason, serves reads, and takes writes again, all in one process', async () => {
    const dataDir = join(folder.path, 'refusing');
    const server = await ServerUnderTest.start(dataDir);
    const client = connect(server.url);
    const acknowledged = new Map<string, string>();
    const writers = ['a', 'b', 'c'].map(name => writeUntilRefused(client, name, acknowledged));
    for (const error of await Promise.all(writers))
      expect(error.message).toMatch(/The disk is full: \d+ bytes/);
    expect(acknowledged.size).toBeGreaterThan(20);
    await expectAll(client, acknowledged);
    // A log that was moved into a table a moment ago may have made room for a little more.
    expect((await writeUntilRefused(client, 'd', acknowledged)).message).toMatch(/The disk is full/);
    expect(setSize(`${160 * MIB}`)).toBe(true);
    await client.appendToStream('e', [big()], { expectedRevision: 'no_stream' });
    await expectAll(client, acknowledged);
    expect(await server.stop()).toBe(0);
    expect(await verifyFolder(dataDir)).toMatchObject({ faults: [] });
  }, 120_000);
});
