import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, jsonEvent, type EventData } from '@eventstore/db-client';
import { verifyFolder } from '../src/commands/verify/verify-folder';
import { collect } from './protocol-support';
import { temporaryFolder, until } from './support';

/** Linux only, with strace installed and tracing allowed. */
const canInject = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
const whereStraceIs = canInject ? describe : describe.skip;
if (!canInject) console.warn('strace is missing or may not trace: a disk that fills up is not simulated.');

const folder = temporaryFolder('disk-full-restart');
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

const PACKAGE = join(__dirname, '..', 'dist', 'index.js');
const CALLS = 'write,pwrite64,fdatasync,fsync,rename,ftruncate';

/** A process that starts an event store, prints its news as JSON lines, and ends with its standard input. */
const PARENT = `
const [entry, dataDir] = process.argv.slice(1);
const tell = what => console.log(JSON.stringify(what));
require(entry).startEmbeddedEventStore({ dataDir, onLine: line => tell({ line }) }).then(store => {
  tell({ url: store.url, pid: store.pid });
  process.stdin.on('end', () => store.stop().then(() => process.exit(0))).resume();
});
`;

class SupervisedStore {
  readonly lines: string[] = [];
  url = '';
  pid = 0;
  private constructor(readonly parent: ChildProcess) {}

  static async start(dataDir: string): Promise<SupervisedStore> {
    const parent = spawn(process.execPath, ['-e', PARENT, PACKAGE, dataDir]);
    children.add(parent);
    const store = new SupervisedStore(parent);
    createInterface(parent.stdout).on('line', line => store.hear(JSON.parse(line) as Heard));
    await until(() => store.url !== '', 'the event store is started');
    return store;
  }

  /** The pauses before it was started again, in ms. */
  get pauses(): number[] {
    return this.lines.flatMap(line => /started again in (\d+) ms/.exec(line)?.slice(1).map(Number) ?? []);
  }

  async stop(): Promise<void> {
    const gone = once(this.parent, 'close');
    this.parent.stdin?.end();
    await gone;
  }

  private hear({ line, url, pid }: Heard): void {
    if (line !== undefined) this.lines.push(line);
    if (url !== undefined) this.url = url;
    if (pid !== undefined) this.pid = pid;
  }
}

interface Heard {
  readonly line?: string;
  readonly url?: string;
  readonly pid?: number;
}

/**
 * From the Nth write to the data folder on, each thread of this process, and each process that it starts, finds the
 * disk full, until the tracer lets go.
 */
async function fillDisk(dataDir: string, pid: number, nth: number): Promise<ChildProcess> {
  const names = Array.from({ length: 40 }, (_, n) => String(n).padStart(6, '0'));
  const files = names.flatMap(n => [`${n}.log`, `${n}.ldb`, `${n}.dbtmp`, `MANIFEST-${n}`]);
  const paths = ['', 'ACKNOWLEDGED', 'ACKNOWLEDGED.new', 'CURRENT', ...files].map(name =>
    join(dataDir, name),
  );
  const traced = paths.flatMap(path => ['-P', path]);
  const inject = `inject=${CALLS}:error=ENOSPC:when=${nth}+`;
  const tracer = spawn('strace', ['-f', '-o', '/dev/null', ...traced, '-e', inject, '-p', String(pid)]);
  children.add(tracer);
  await new Promise<void>(resolve =>
    createInterface(tracer.stderr).on('line', line => line.includes('attached') && resolve()),
  );
  return tracer;
}

async function letGo(tracer: ChildProcess): Promise<void> {
  const gone = once(tracer, 'close');
  tracer.kill('SIGINT');
  await gone;
}

interface Append {
  readonly stream: string;
  readonly events: EventData[];
  acknowledged: boolean;
}

/** Writers at the same time, each to streams of its own, until each has met a failure. */
async function writeUntilItFails(url: string, round: string): Promise<Append[]> {
  const client = EventStoreDBClient.connectionString(url);
  const appends: Append[] = [];
  const write = async (writer: number) => {
    for (let n = 0; n < 1_000; n += 1) {
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
    throw new Error('The disk never became full.');
  };
  await Promise.all([0, 1, 2, 3].map(write));
  await client.dispose().catch(() => undefined);
  return appends;
}

async function appendOnce(url: string, stream: string): Promise<boolean> {
  const client = EventStoreDBClient.connectionString(url);
  const event = jsonEvent({ type: 'T', data: {} });
  const done = await client.appendToStream(stream, [event], { expectedRevision: 'no_stream' }).then(
    () => true,
    () => false,
  );
  await client.dispose().catch(() => undefined);
  return done;
}

/** Every acknowledged append is there; any other append is complete or absent. */
async function expectWhole(url: string, appends: readonly Append[]): Promise<void> {
  const client = EventStoreDBClient.connectionString(url);
  const stored = new Map<string, string[]>();
  for (const { event } of await collect(client.readAll())) {
    if (event) stored.set(event.streamId, [...(stored.get(event.streamId) ?? []), event.id]);
  }
  for (const { stream, events, acknowledged } of appends) {
    const ids = stored.get(stream);
    if (acknowledged || ids) expect({ stream, ids }).toEqual({ stream, ids: events.map(({ id }) => id) });
  }
  await client.dispose();
}

whereStraceIs('a disk that becomes full in the middle of a write, and stays full', () => {
  it.each([1, 2, 3, 4, 7, 12, 30])(
    '(from write or sync %i on) is outlived: nothing is lost, starts are ever rarer, and writing goes on',
    async nth => {
      const dataDir = join(folder.path, `from-${nth}`);
      const store = await SupervisedStore.start(dataDir);
      const before = await fillDisk(dataDir, store.parent.pid!, 1);
      const amid = await fillDisk(dataDir, store.pid, nth);
      const appends = await writeUntilItFails(store.url, 'amid');
      await until(() => store.pauses.length >= 4, 'it was started again several times');
      // It says why, in words; each pause is longer than the one before.
      expect(store.lines.join('\n')).toMatch(/No space left on device|ENOSPC/i);
      expect(store.pauses.slice(0, 4)).toEqual([100, 200, 400, 800]);
      await letGo(before);
      if (amid.exitCode === null) await letGo(amid);
      await until(() => appendOnce(store.url, 'afterwards'), 'it takes appends again');
      await expectWhole(store.url, appends);
      if (nth > 4) expect(appends.some(append => append.acknowledged)).toBe(true);
      await store.stop();
      expect(await verifyFolder(dataDir)).toMatchObject({ faults: [] });
      // Failed starts leave no growing number of files.
      expect(readdirSync(dataDir).length).toBeLessThan(25);
    },
    120_000,
  );
});
