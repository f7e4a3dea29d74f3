import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock } from '../../shared/clock';
import { describeProcess, signalProcess } from './processes';

const LOOK_EVERY_MS = 50;
/** How long a guard that is just stopping may take before its folder counts as in use. */
const GUARD_LEAVES_MS = 10_000;
/** How long each kind of shutdown may take before a harder one: fast, immediate, kill. */
const SHUTDOWNS: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
];

/**
 * Stops the PostgreSQL that an earlier guard, killed without warning, left running on this data folder.
 * @throws {Error} a living guard holds the folder: that is another Holdfast, not a leftover
 */
export async function stopLeftover(folder: string, clock: Clock): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid');
  const pid = await readPid(lockFile);
  if (pid === undefined) return;
  const guardGone = await within(GUARD_LEAVES_MS, clock, async () => !(await hasLivingGuard(pid, folder)));
  if (!guardGone)
    throw new Error(`${folder} is in use by another Holdfast (PostgreSQL has process id ${pid})`);
  for (const [signal, patienceMs] of SHUTDOWNS) {
    if (!(await isPostgresOn(pid, folder))) break;
    signalProcess(pid, signal);
    await within(patienceMs, clock, async () => !(await isPostgresOn(pid, folder)));
  }
  if (await isPostgresOn(pid, folder)) throw new Error(`PostgreSQL (process id ${pid}) does not end`);
  await forgetForeignPid(lockFile, pid);
}

async function readPid(lockFile: string): Promise<number | undefined> {
  const text = await readFile(lockFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 1 ? pid : undefined;
}

/** A process id alone proves nothing, for ids are used again: it must be a postgres on exactly this folder. */
async function isPostgresOn(pid: number, folder: string): Promise<boolean> {
  const found = await describeProcess(pid);
  return found !== undefined && isPostmaster(found.command, folder);
}

const isPostmaster = (command: readonly string[], folder: string): boolean =>
  basename(command[0] ?? '').startsWith('postgres') && command.includes(folder);

async function hasLivingGuard(pid: number, folder: string): Promise<boolean> {
  const postgres = await describeProcess(pid);
  if (!postgres || !isPostmaster(postgres.command, folder)) return false;
  const parent = postgres.parent === process.pid ? undefined : await describeProcess(postgres.parent);
  return parent?.command.some(part => part.endsWith('embedded-postgres/main.js')) ?? false;
}

/**
 * PostgreSQL removes its own stale lock file when no process has the id in it. If another process has this id now,
 * PostgreSQL refuses to start; so this function removes the file.
 */
async function forgetForeignPid(lockFile: string, pid: number): Promise<void> {
  if ((await readPid(lockFile)) === pid && exists(pid)) await rm(lockFile, { force: true });
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function within(timeoutMs: number, clock: Clock, done: () => Promise<boolean>): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += LOOK_EVERY_MS) {
    if (await done()) return true;
    await clock.wait(LOOK_EVERY_MS);
  }
  return done();
}
