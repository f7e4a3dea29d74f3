import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { openDatabase } from '../../src/projections/engine/database';
import { locateBinaries } from '../../src/backing/embedded-postgres/binaries';
import { clusterFolder, ensureCluster, readPassword } from '../../src/backing/embedded-postgres/cluster';
import { freePort, startPostgres } from '../../src/backing/embedded-postgres/server';
import { startEmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { until } from '../projections/postgres';
import { killProcess } from '../support/processes';

const DIST = join(__dirname, '../../dist');
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let dataDir: string;
beforeEach(async () => {
  // Closed to everybody else, as mkdtemp makes it: as root PostgreSQL's own user could not enter it unaided.
  dataDir = join(await mkdtemp(join(tmpdir(), 'holdfast-embedded-')), 'data');
});
const parents: ChildProcess[] = [];
afterEach(async () => {
  // What a failed test leaves must not outlive it.
  for (const child of parents.splice(0)) child.kill('SIGKILL');
  await rm(join(dataDir, '..'), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function valueFrom(url: string, query: string): Promise<unknown> {
  const database = openDatabase({ url });
  try {
    const { rows } = await sql<{ value: unknown }>`${sql.raw(query)}`.execute(database);
    return rows[0]?.value;
  } finally {
    await database.destroy();
  }
}

const postmasterPid = async (): Promise<number> =>
  Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}

interface Parent {
  readonly process: ChildProcess;
  readonly guardPid: number;
  readonly url: string;
}

/** A program of its own that has started an embedded PostgreSQL. */
async function parent(options: { uid?: number; gid?: number } = {}): Promise<Parent> {
  const script = `
    const { startEmbeddedPostgres } = require('${DIST}/backing/embedded-postgres/supervisor.js');
    startEmbeddedPostgres({ dataDir: process.argv[1] }).then(
      postgres => console.log(JSON.stringify({ url: postgres.url, guardPid: postgres.guardPid() })),
      error => { console.log(JSON.stringify({ error: error.message })); process.exit(1); });`;
  const child = spawn(process.execPath, ['-e', script, dataDir], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(child);
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const said = JSON.parse(line) as { url: string; guardPid: number; error?: string };
  if (said.error) throw new Error(said.error);
  return { process: child, ...said };
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a stop and a start, and tells nobody its password', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await valueFrom(first.url, 'create table public.kept as select 42::bigint as value');
    expect(await valueFrom(first.url, "select current_setting('listen_addresses') as value")).toBe(
      '127.0.0.1',
    );
    expect(first.url).toMatch(/^postgres:\/\/holdfast:[\w-]{32}@127\.0\.0\.1:\d+\/holdfast$/);
    await first.stop();
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);

    const second = await startEmbeddedPostgres({ dataDir });
    expect(await valueFrom(second.url, 'select value from public.kept')).toBe(42n);
    const stranger = second.url.replace(/holdfast:[\w-]+@/, 'holdfast:wrong@');
    await expect(valueFrom(stranger, 'select 1 as value')).rejects.toThrow('password authentication failed');
    await second.stop();
  });

  it('ends when its parent is killed', async () => {
    const { process: child } = await parent();
    const pid = await postmasterPid();
    expect(await isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    await until(async () => !(await isRunning(pid)));
  });

  it('that is left over, its guard killed too, is stopped by the next start', async () => {
    const { process: child, guardPid, url } = await parent();
    await valueFrom(url, 'create table public.kept as select 7::bigint as value');
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    killProcess(guardPid);
    expect(await isRunning(pid)).toBe(true);

    const next = await startEmbeddedPostgres({ dataDir });
    expect(await isRunning(pid)).toBe(false);
    expect(await valueFrom(next.url, 'select value from public.kept')).toBe(7n);
    await next.stop();
  });

  it('is started again under the same address when it or its guard is killed', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir });
    const answers = () => valueFrom(postgres.url, 'select 1::bigint as value').catch(() => undefined);
    for (const victim of [async () => postgres.guardPid()!, postmasterPid]) {
      const pid = await postmasterPid();
      killProcess(await victim());
      await until(async () => (await answers()) === 1n && (await postmasterPid()) !== pid);
    }
    const last = await postmasterPid();
    await postgres.stop();
    expect(await isRunning(last)).toBe(false);
  });

  it('does not touch a process that merely has the id of a PostgreSQL that died', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    await first.stop();
    const bystander = spawn('sleep', ['600']);
    await writeFile(lockFile, lock.replace(/^\d+/, String(bystander.pid)));

    const second = await startEmbeddedPostgres({ dataDir });
    expect(await isRunning(bystander.pid!)).toBe(true);
    await second.stop();
    bystander.kill();
  });

  it('refuses a folder that another living one has', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('is in use by another Holdfast');
    expect(await valueFrom(first.url, 'select 1::bigint as value')).toBe(1n);
    await first.stop();
  });

  it('starts over where the first start was cut off half-way', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    await cp(join(dataDir, 'postgres', 'base'), join(dataDir, 'postgres.new', 'cluster', 'base'), {
      recursive: true,
    });
    await rm(join(dataDir, 'postgres'), { recursive: true });
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await valueFrom(second.url, 'select 1::bigint as value')).toBe(1n);
    await second.stop();
  });

  it('says what to do where the password is lost', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    await rm(join(dataDir, 'postgres-password'));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('remove the folder');
  });
});

(isRoot ? describe : describe.skip)('as root', () => {
  /** Another user's program needs files of this checkout. */
  const isOpen = spawnSync('test', ['-r', __filename], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0;
  const inOpenCheckout = isOpen ? it : it.skip;

  it('runs as another user, also on a folder that was copied as root', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    const copy = join(dataDir, '..', 'copy');
    await cp(dataDir, copy, { recursive: true });
    expect((await stat(join(copy, 'postgres'))).uid).toBe(0);

    const second = await startEmbeddedPostgres({ dataDir: copy });
    expect((await stat(join(copy, 'postgres'))).uid).not.toBe(0);
    expect(await valueFrom(second.url, 'select 1::bigint as value')).toBe(1n);
    await second.stop();
  });

  it('runs programs that stand in a folder that is open to root alone', async () => {
    const closed = join(dataDir, '..', 'programs');
    const { initdb, postgres } = locateBinaries();
    await cp(join(dirname(initdb), '..'), closed, { recursive: true, verbatimSymlinks: true });
    const inside = (program: string) => join(closed, 'bin', basename(program));
    const binaries = { initdb: inside(initdb), postgres: inside(postgres) };

    const identity = await ensureCluster(dataDir, binaries, new AbortController().signal);
    const folder = clusterFolder(dataDir);
    const running = await startPostgres(identity, binaries.postgres, folder, await freePort(), () => {});
    const url = `postgres://holdfast:${await readPassword(dataDir)}@127.0.0.1:${running.port}/postgres`;
    expect(await valueFrom(url, 'select 1::bigint as value')).toBe(1n);
    await running.stop();
  });

  inOpenCheckout('gives it no power it does not need', async () => {
    await chmod(join(dataDir, '..'), 0o755);
    const parentOfOpenFolder = await startEmbeddedPostgres({ dataDir });
    await parentOfOpenFolder.stop();
    await chmod(dataDir, 0o755);
    const postgres = await startEmbeddedPostgres({ dataDir });
    const status = await readFile(`/proc/${await postmasterPid()}/status`, 'utf8');
    await postgres.stop();
    expect(status).toMatch(/^CapEff:\s+0+$/m);
  });

  inOpenCheckout('works for an ordinary user too', async () => {
    await chmod(join(dataDir, '..'), 0o755);
    await chown(join(dataDir, '..'), NOBODY, NOBODY);
    const { process: child, url } = await parent({ uid: NOBODY, gid: NOBODY });
    expect(await valueFrom(url, 'select 1::bigint as value')).toBe(1n);
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY);
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    await until(async () => !(await isRunning(pid)));
  });
});
