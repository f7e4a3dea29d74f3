import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock, type Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { DATABASE_NAME, readPassword } from './cluster';

export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:<port>/holdfast`; it stays the same while this object lives, restarts included. */
  readonly url: string;
  /** The guard's process id, for those who want to see what happens when it is killed; it changes with a restart. */
  readonly guardPid: () => number | undefined;
  /** Fast shutdown; resolves when PostgreSQL and its guard have ended. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** PostgreSQL's files go to `<dataDir>/postgres`, its password to `<dataDir>/postgres-password`. */
  readonly dataDir: string;
  /** Gets every line of PostgreSQL's log and of the guard's own errors. */
  readonly onLine?: (line: string) => void;
  readonly clock?: Clock;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** The lines of an end that are worth telling. */
const LAST_LINES = 5;

/**
 * Starts a PostgreSQL of our own under its guard, and starts it again, on the same port, whenever it ends unasked.
 * @throws {Fault} it cannot be started at all; the message says why
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const onLine = options.onLine ?? (() => undefined);
  const clock = options.clock ?? systemClock;
  const stopping = new AbortController();
  let guard = await startGuard(dataDir, undefined, onLine);
  const { port } = guard;

  const supervise = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const how = await guard.ended;
      if (stopping.signal.aborted) return;
      onLine(`The embedded PostgreSQL's guard ended (${how}); starting it again`);
      await clock.wait(pauseMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        guard = await startGuard(dataDir, port, onLine);
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        onLine((error as Error).message);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  };
  const supervision = supervise();

  return {
    url: `postgres://${DATABASE_NAME}:${await readPassword(dataDir)}@127.0.0.1:${port}/${DATABASE_NAME}`,
    guardPid: () => guard.process.pid,
    stop: async () => {
      stopping.abort();
      guard.process.stdin.end();
      await supervision;
      // The last one may have been started while we were stopping.
      guard.process.stdin.end();
      await guard.ended;
    },
  };
}

interface Guard {
  readonly process: ChildProcessWithoutNullStreams;
  readonly port: number;
  /** Resolves with a word about how, when it has ended. */
  readonly ended: Promise<string>;
}

async function startGuard(
  dataDir: string,
  port: number | undefined,
  onLine: (line: string) => void,
): Promise<Guard> {
  const args = [
    guardFile(),
    '--data',
    dataDir,
    '--stop-with-stdin',
    ...(port ? ['--port', String(port)] : []),
  ];
  // Detached: a Ctrl-C in the terminal is for us, and PostgreSQL is stopped when our work is done, not before.
  const child = spawn(process.execPath, args, { stdio: 'pipe', detached: true, env: guardEnvironment() });
  child.stdin.on('error', () => undefined);
  const last: string[] = [];
  createInterface({ input: child.stderr }).on('line', line => {
    onLine(line);
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => (signal ? `ended by ${signal}` : `exit code ${code}`),
    (error: Error) => error.message,
  );
  const readyPort = await Promise.race([portOf(child), ended]);
  if (typeof readyPort === 'number') return { process: child, port: readyPort, ended };
  throw new Fault('database', `The embedded PostgreSQL did not start (${readyPort}): ${last.join(' | ')}`);
}

/** The guard needs the way to its programs, and none of our secrets. */
const guardEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'].flatMap(name =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  );

function portOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise(resolvePort => {
    createInterface({ input: child.stdout }).on('line', line => {
      const match = /^ready (\d+)$/.exec(line);
      if (match) resolvePort(Number(match[1]));
    });
  });
}

/** The guard runs as built JavaScript, also where this file itself is run as TypeScript. */
function guardFile(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, 'package.json'))) continue;
    const file = join(folder, 'dist', 'backing', 'embedded-postgres', 'main.js');
    if (existsSync(file)) return file;
    break;
  }
  throw new Fault('database', 'The embedded PostgreSQL is not built: run `npm run build`');
}
