import { readFileSync } from 'node:fs';

import { systemClock } from '../../../src/shared/clock';
import { systemRandom } from '../../../src/shared/random';
import { parseServerArguments, USAGE, type ServerArguments } from './server/arguments';
import { startServer, type RunningServer } from './server/server';
import { runVerify } from './verify/command';

/** The embedded event store as a process of its own. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args[0] === 'verify') return void (process.exitCode = await runVerify(args.slice(1)));
  const given = parseServerArguments(args);
  if (given.kind === 'help') return void process.stdout.write(`${USAGE}\n`);
  if (given.kind === 'mistake') return giveUp(`${given.message}\n\n${USAGE}`);
  try {
    const server = await start(given);
    // Whoever reads that it is ready may ask it to end at once.
    endOnRequest(server, given.stopWithStdin);
    process.stdout.write(`event store listening on ${given.host}:${server.port}\n`);
  } catch (error) {
    giveUp(`event store: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function start(given: ServerArguments): Promise<RunningServer> {
  const { dataDir, host, port, advertisedHost, secure, tls } = given;
  return startServer({
    dataDir,
    host,
    port,
    secure,
    ...(advertisedHost !== undefined && { advertisedHost }),
    ...(tls && { tls: { certificate: readFileSync(tls.certificate), key: readFileSync(tls.key) } }),
    clock: systemClock,
    random: systemRandom,
    // The refused callers are answered first; the disk decides what the next process starts from.
    onWritingStopped: error => void setTimeout(() => giveUp(`event store: ${error.message}`), 100),
  });
}

function endOnRequest(server: RunningServer, stopWithStdin: boolean): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => giveUp(`event store: ${String(error)}`),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  // A pipe from the parent ends when the parent does, however it ends: so no orphan is left.
  if (stopWithStdin) process.stdin.on('end', end).on('close', end).on('error', end).resume();
}

function giveUp(message: string): void {
  process.stderr.write(`${message}\n`, () => process.exit(1));
}

void main();
