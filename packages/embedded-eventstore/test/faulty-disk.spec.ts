import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, type EventData } from '@eventstore/db-client';
import { verifyFolder } from '../src/commands/verify/verify-folder';
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
/** The writes of one run: `appends` of each writer, with events of incompressible text. */
interface Load {
  readonly appends: number;
  readonly textBytes: number;
}
/** A few groups, all in LevelDB's log. */
const SMALL: Load = { appends: 3, textBytes: 4_000 };
/** 42 MB: the log is moved into tables of 4 MiB, and four of those are merged. */
const LARGE: Load = { appends: 14, textBytes: 300_000 };
/** Every single write takes minutes; the usual run takes some of them, always the same. */
const EVERY_ONE = process.env['HOLDFAST_EVERY_WRITE'] === '1';

interface Append {
  readonly stream: string;
  readonly events: EventData[];
  acknowledged: boolean;
}

/** Writers at the same time, each to streams of its own, until they are through or the server is gone. */
async function load(url: string, round: string, { appends: count, textBytes }: Load): Promise<Append[]> {
  const client = EventStoreDBClient.connectionString(url);
  const appends: Append[] = [];
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < count; n += 1) {
        const events = Array.from({ length: 1 + (n % 3) }, () =>
          jsonEvent({ type: 'T', data: { text: randomBytes((textBytes * 3) / 4).toString('base64') } }),
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

/** Every acknowledged append is there, any other append is complete or absent, and the folder is sound. */
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

async function startTraced(
  dataDir: string,
  inject: string,
  paths: readonly string[],
): Promise<ServerUnderTest | undefined> {
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
  Array.from({ length: 40 }, (_, n) => `${String(n).padStart(6, '0')}.${end}`);
const MANIFESTS = Array.from({ length: 12 }, (_, n) => `MANIFEST-${String(n).padStart(6, '0')}`);
const ALL_FILES = ['', 'ACKNOWLEDGED', ...numbered('log'), ...numbered('ldb'), ...MANIFESTS];
/** The files that LevelDB writes in a background thread. */
const TABLES = [...numbered('ldb'), ...MANIFESTS];

/** Runs with the fault at the Nth call, N growing by `step`, until one comes through clean; the folder of that one. */
async function untilThrough(
  name: string,
  what: string,
  { paths, amount, step }: { paths: readonly string[]; amount: Load; step: number },
): Promise<{ cleanLog: string; amidTheLoad: boolean }> {
  let amidTheLoad = false;
  for (let nth = step === 1 ? 1 : step - 1; nth < 1_000; nth += step) {
    const round = `${name.replaceAll(' ', '-')}-${amount.textBytes}-${nth}`;
    const dataDir = join(folder.path, round);
    const server = await startTraced(dataDir, `${CALLS}:${what}:when=${nth}`, paths);
    const appends = server ? await load(server.url, round, amount) : [];
    const ended = await server?.stop();
    const through = ended === 0 && appends.every(append => append.acknowledged);
    const cleanLog = through ? readFileSync(join(dataDir, 'LOG'), 'utf8') : '';
    if (existsSync(dataDir)) await expectWhole(dataDir, appends);
    if (through) return { cleanLog, amidTheLoad };
    amidTheLoad ||= appends.some(append => append.acknowledged);
  }
  throw new Error('The fault never stayed away.');
}

const FAULTS = [
  ['the process is killed', 'signal=KILL', 0],
  ['the disk is full', 'error=ENOSPC', 1],
  ['the disk fails', 'error=EIO', 2],
] as const;

whereStraceIs('a disk that fails', () => {
  it.each(FAULTS)(
    '(%s at the Nth write or sync) loses nothing acknowledged and leaves nothing half there',
    async (name, what, more) => {
      const step = EVERY_ONE ? 1 : 4 + more;
      const { amidTheLoad } = await untilThrough(name, what, { paths: ALL_FILES, amount: SMALL, step });
      // The fault has hit at the start or amid the load, and at last not at all.
      expect(amidTheLoad).toBe(true);
    },
    EVERY_ONE ? 600_000 : 60_000,
  );

  // Each run writes and checks 42 MB, so the usual one is killed alone, at a few places.
  it.each(EVERY_ONE ? FAULTS : FAULTS.slice(0, 1))(
    '(%s at the Nth write or sync of a table) loses nothing that was acknowledged before it was moved',
    async (name, what, more) => {
      const step = (EVERY_ONE ? 40 : 120) + more;
      const { cleanLog, amidTheLoad } = await untilThrough(name, what, {
        paths: TABLES,
        amount: LARGE,
        step,
      });
      expect(amidTheLoad).toBe(true);
      // LevelDB wrote and merged tables in the run without a fault, so the faults above have hit both.
      expect(cleanLog).toMatch(/Level-0 table #\d+: \d+ bytes OK[^]*Compacted 4@0/);
    },
    600_000,
  );
});
