import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer, type AddressInfo } from 'node:net';
import { Client } from 'pg';
import { DATABASE_NAME } from './cluster';
import { spawnAs, type Identity } from './identity';

export interface RunningPostgres {
  readonly port: number;
  /** Resolves with a word about how, when PostgreSQL has ended. */
  readonly ended: Promise<string>;
  /** Fast shutdown: open transactions are rolled back, everything is on disk. Resolves when it has ended. */
  stop(): Promise<void>;
}

const READY = 'database system is ready to accept connections';
/** After this a fast shutdown becomes an immediate one, which loses nothing either (the log is replayed). */
const FAST_SHUTDOWN_MS = 30_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // An error's detail and statement can hold a row, and rows hold personal data: the log must not.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/**
 * Starts PostgreSQL on 127.0.0.1 and resolves when it answers.
 * @throws {Error} it ended before it was ready, with its last lines
 */
export async function startPostgres(
  identity: Identity,
  program: string,
  folder: string,
  port: number,
  onLine: (line: string) => void,
): Promise<RunningPostgres> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-D', folder, '-p', String(port), ...settings];
  const child = spawnAs(identity, program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = endOf(child);
  await ready(child, ended, onLine);
  return { port, ended, stop: () => stop(child, ended) };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}

async function ready(
  child: ChildProcess,
  ended: Promise<string>,
  onLine: (line: string) => void,
): Promise<void> {
  const last: string[] = [];
  const isReady = new Promise<true>(resolve => {
    createInterface({ input: child.stderr! }).on('line', line => {
      onLine(line);
      last.push(line);
      if (last.length > 5) last.shift();
      if (line.includes(READY)) resolve(true);
    });
  });
  const outcome = await Promise.race([isReady, ended]);
  if (outcome !== true) throw new Error(`PostgreSQL did not start (${outcome}): ${last.join(' | ')}`);
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGINT');
  const harder = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await ended;
  clearTimeout(harder);
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Makes the application's database at the first start. @throws {Error} PostgreSQL refuses the login or the command */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: DATABASE_NAME, password, database: 'postgres' });
  // Without a listener a connection lost at the wrong moment would end the process; the queries report it anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}
