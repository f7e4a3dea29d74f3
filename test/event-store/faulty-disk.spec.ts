import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, type EventData } from '@eventstore/db-client';
import { verifyFolder } from '../../src/embedded-event-store/verify/verify-folder';
import { collect } from './protocol-support';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

/** Linux only, with strace installed and tracing allowed. */
const canInject = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
const whereStraceIs = canInject ? describe : describe.skip;
if (!canInject) console.warn('strace is missing or may not trace: a faulty disk is not simulated.');

const folder = temporaryFolder('faulty-disk');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

const WRITERS = 5;
const APPENDS = 3;
/** Every single write takes minutes; the usual run takes some of them, always the same. */
const EVERY_ONE = process.env['HOLDFAST_EVERY_WRITE'] === '1';

interface Append {
  readonly stream: string;
  readonly events: EventData[];
  acknowledged: boolean;
}

/** Writers at the same time, each to streams of its own, until they are through or the server is gone. */
async function load(url: string, round: string): Promise<Append[]> {
  const client = EventStoreDBClient.connectionString(url);
  const appends: Append[] = [];
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < APPENDS; n += 1) {
        const events = Array.from({ length: 1 + (n % 3) }, () =>
          jsonEvent({ type: 'T', data: { text: 'x'.repeat(4_000) } }),
        );
        const append: Append = { stream: `s-${round}-${writer}-${n}`, events, acknowledged: false };
        appends.push(append);
        try {
          await client.appendToStream(append.stream, events, { expectedRevision: 'no_stream' });
          append.acknowledged = true;
        } catch {
          return;
        }
      }
    }),
  );
  await client.dispose().catch(() => undefined);
  return appends;
}

/** What was acknowledged is there, what was not is there whole or not at all, and the folder is sound. */
async function expectWhole(dataDir: string, appends: readonly Append[]): Promise<void> {
  const server = await ServerUnderTest.start(dataDir);
  const client = EventStoreDBClient.connectionString(server.url);
  const stored = new Map<string, string[]>();
  for (const { event } of await collect(client.readAll())) {
    if (event) stored.set(event.streamId, [...(stored.get(event.streamId) ?? []), event.id]);
  }
  for (const { stream, events, acknowledged } of appends) {
    const ids = stored.get(stream);
    if (acknowledged || ids) expect(ids).toEqual(events.map(({ id }) => id));
    stored.delete(stream);
  }
  expect([...stored.keys()]).toEqual([]);
  await client.dispose();
  expect(await server.stop()).toBe(0);
  expect(await verifyFolder(dataDir)).toMatchObject({ faults: [] });
}

/** Faults are counted in each thread by itself, so the pool that writes has one. These are the calls by which anything reaches the disk; traced for the data folder alone. */
const CALLS = 'write,pwrite64,fdatasync,fsync,rename,ftruncate';

async function startTraced(dataDir: string, inject: string): Promise<ServerUnderTest | undefined> {
  const paths = ['', 'ACKNOWLEDGED', ...numbered('log'), ...numbered('ldb'), ...MANIFESTS];
  const traced = paths.flatMap(name => ['-P', join(dataDir, name)]);
  const command = [
    'env',
    'UV_THREADPOOL_SIZE=1',
    'strace',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    ...traced,
    '-e',
    `inject=${inject}`,
  ];
  return ServerUnderTest.start(dataDir, 0, command).catch(() => undefined);
}

const numbered = (end: string) =>
  Array.from({ length: 12 }, (_, n) => `${String(n).padStart(6, '0')}.${end}`);
const MANIFESTS = Array.from({ length: 12 }, (_, n) => `MANIFEST-${String(n).padStart(6, '0')}`);

whereStraceIs('a disk that fails', () => {
  it.each([
    ['the process is killed', 'signal=KILL', 4],
    ['the disk is full', 'error=ENOSPC', 5],
    ['the disk fails', 'error=EIO', 6],
  ])(
    '(%s at the Nth write or sync) loses nothing acknowledged and leaves nothing half there',
    async (name, what, step) => {
      let through = false;
      let amidTheLoad = false;
      for (let nth = EVERY_ONE ? 1 : step - 1; !through && nth < 500; nth += EVERY_ONE ? 1 : step) {
        const dataDir = join(folder.path, name.replaceAll(' ', '-'), String(nth));
        const server = await startTraced(dataDir, `${CALLS}:${what}:when=${nth}`);
        const appends = server ? await load(server.url, String(nth)) : [];
        const ended = await server?.stop();
        through = ended === 0 && appends.every(append => append.acknowledged);
        if (existsSync(dataDir)) await expectWhole(dataDir, appends);
        amidTheLoad ||= !through && appends.some(append => append.acknowledged);
      }
      // The fault has hit at the start or amid the load, and at last not at all.
      expect({ through, amidTheLoad }).toEqual({ through: true, amidTheLoad: true });
    },
    EVERY_ONE ? 600_000 : 60_000,
  );
});
