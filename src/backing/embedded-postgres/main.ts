/**
 * The guard: one small process that owns one PostgreSQL. It ends PostgreSQL when its own standard input closes. The input
 * closes at every end of the parent, `kill -9` included. So no PostgreSQL outlives the program that needed it.
 * The command is `node main.js --data DIR [--port N] --stop-with-stdin`.
 * The guard prints `ready <port>` on standard output once, and PostgreSQL's log on standard error.
 */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../shared/clock';
import { locateBinaries } from './binaries';
import { clusterFolder, ensureCluster, readPassword } from './cluster';
import { stopLeftover } from './leftover';
import { ensureDatabase, freePort, startPostgres, type RunningPostgres } from './server';

/** A free port can be taken before PostgreSQL has it, and the remains of a killed one need a moment to go. */
const START_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 50;

interface Options {
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly stopWithStdin: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, 'stop-with-stdin': { type: 'boolean' } },
  });
  if (!values.data) throw new Error('--data DIR is missing');
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error('--port must be a port');
  }
  return { dataDir: resolve(values.data), port, stopWithStdin: values['stop-with-stdin'] ?? false };
}

/** Aborts when the guard is to end: standard input closed, or a signal. */
function stopSignal(stopWithStdin: boolean): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, stop);
  if (stopWithStdin) process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
  return controller.signal;
}

async function start(options: Options, signal: AbortSignal): Promise<RunningPostgres> {
  const binaries = locateBinaries();
  const identity = await ensureCluster(options.dataDir, binaries, signal);
  const folder = await realpath(clusterFolder(options.dataDir));
  await stopLeftover(folder, systemClock);
  const log = (line: string) => process.stderr.write(`${line}\n`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const port = options.port ?? (await freePort());
      return await startPostgres(identity, binaries.postgres, folder, port, log);
    } catch (error) {
      if (attempt === START_ATTEMPTS || signal.aborted) throw error;
      await systemClock.wait(FIRST_PAUSE_MS * 2 ** (attempt - 1), signal);
    }
  }
}

async function guard(): Promise<void> {
  const options = readOptions();
  const signal = stopSignal(options.stopWithStdin);
  const postgres = await start(options, signal);
  const stopped = new Promise<void>(done => {
    if (signal.aborted) return done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  try {
    await ensureDatabase(postgres.port, await readPassword(options.dataDir));
    process.stdout.write(`ready ${postgres.port}\n`);
    const ended = await Promise.race([postgres.ended, stopped]);
    if (ended !== undefined) throw new Error(`PostgreSQL ended by itself: ${ended}`);
  } finally {
    await postgres.stop();
  }
}

// The reader of these streams can be gone. The guard works on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
guard().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () =>
      process.exit(1),
    );
  },
);
