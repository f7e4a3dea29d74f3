#!/usr/bin/env node
import { readFileSync } from 'node:fs';

import { requireClosed } from './access/login/closed-paths';
import { openLoginFolder, writeAddress } from './access/login/login-folder';
import { systemClock } from './core/clock';
import { parseServerArguments, USAGE, type ServerArguments } from './server/arguments';
import { systemRandom } from './core/random';
import { startServer, type RunningServer, type ServerOptions } from './server/server';

/** Runs the event store as a process. */
async function main(): Promise<void> {
  // What the process writes is for its own user alone.
  process.umask(0o077);
  const args = process.argv.slice(2);
  if (args[0] === 'verify' || args[0] === 'copy') return runCommand(args[0], args.slice(1));
  const given = parseServerArguments(args);
  if (given.kind === 'help') return void process.stdout.write(`${USAGE}\n`);
  if (given.kind === 'mistake') return exitWithError(`${given.message}\n\n${USAGE}`);
  try {
    const server = await start(given);
    // Install the handlers before the ready line: a reader of that line may end the process at once.
    endOnRequest(server, given.stopWithStdin);
    if (given.loginDir !== undefined) writeAddress(given.loginDir, server.port);
    process.stdout.write(`event store listening on ${given.host}:${server.port}\n`);
  } catch (error) {
    exitWithError(`event store: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Loads a command only when it runs: the client that `copy` needs takes longer to load than the server to start. */
async function runCommand(command: 'verify' | 'copy', args: string[]): Promise<void> {
  if (command === 'copy') return (await import('./commands/copy/command.js')).runCopy(args);
  const { runVerify } = await import('./commands/verify/command.js');
  process.exitCode = await runVerify(args);
}

async function start(given: ServerArguments): Promise<RunningServer> {
  const { dataDir, host, port, advertisedHost } = given;
  return startServer({
    dataDir,
    host,
    port,
    ...accessOf(given),
    ...(advertisedHost !== undefined && { advertisedHost }),
    clock: systemClock,
    random: systemRandom,
    // Answer the refused callers first. The next process starts from what the disk has.
    onWritingStopped: error => void setTimeout(() => exitWithError(`event store: ${error.message}`), 100),
  });
}

/** @throws {Error} when other users could read what the login or the users protect */
function accessOf({
  dataDir,
  loginDir,
  secure,
  tls,
}: ServerArguments): Pick<ServerOptions, 'access' | 'tls'> {
  if (loginDir !== undefined || secure) requireClosed([dataDir]);
  if (loginDir !== undefined) {
    const login = openLoginFolder(loginDir);
    return { access: login, tls: login };
  }
  return {
    ...(secure && { access: 'users' }),
    ...(tls && { tls: { certificate: readFileSync(tls.certificate), key: readFileSync(tls.key) } }),
  };
}

function endOnRequest(server: RunningServer, stopWithStdin: boolean): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => exitWithError(`event store: ${String(error)}`),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  // A pipe from the parent process ends when the parent ends, for any reason. So the server never outlives its parent.
  if (stopWithStdin) process.stdin.on('end', end).on('close', end).on('error', end).resume();
}

function exitWithError(message: string): void {
  process.stderr.write(`${message}\n`, () => process.exit(1));
}

void main();
