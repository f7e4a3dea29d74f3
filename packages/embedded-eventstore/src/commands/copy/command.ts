import { readFileSync } from 'node:fs';

import { copyStreams } from './copy-streams';

const USAGE = `Usage: embedded-eventstore copy FROM TO [--json]

FROM and TO are esdb:// addresses, or @FILE with an address in it. Other users of the machine can read the arguments of
a program, so an address with a password belongs in a file.

Brings every stream from one esdb:// server to another in the order of $all, with the same ids, types, data, metadata
and revisions, and compares the two at the end. Cut off, it is begun again and goes on. A stream of the target that
differs is refused, and nothing is taken away.`;

/** Runs the command. Sets the exit code 1 when the target differs or a server does not answer. */
export async function runCopy(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const [from, to, ...others] = args.filter(arg => arg !== '--json').map(readArgument);
  if (args.includes('--help')) return console.log(USAGE);
  if (!from || !to || others.length > 0) return fail(USAGE);
  const faults = [from, to].flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0) return fail(`${faults.join('\n')}\n\n${USAGE}`);
  try {
    const report = await copyStreams(from.address, to.address, (phase, events) =>
      showProgress(`${events} events ${phase}`),
    );
    showProgress('');
    const { events, streams } = report;
    console.log(
      json
        ? JSON.stringify({ ok: true, ...report })
        : `${events} events in ${streams} streams are the same on both.`,
    );
  } catch (error) {
    showProgress('');
    fail(`event store: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Rewrites one line on a terminal. Writes nothing into a pipe. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

interface Argument {
  readonly address: string;
  /** A sentence that does not repeat the address; undefined when it is one. */
  readonly fault?: string;
}

function readArgument(text: string): Argument {
  if (!text.startsWith('@')) return argumentOf(text, 'An argument');
  try {
    return argumentOf(readFileSync(text.slice(1), 'utf8').trim(), `The content of ${text.slice(1)}`);
  } catch (error) {
    return { address: '', fault: (error as Error).message };
  }
}

const argumentOf = (address: string, what: string): Argument =>
  /^esdb(\+discover)?:\/\//.test(address)
    ? { address }
    : { address, fault: `${what} is no esdb:// or esdb+discover:// address.` };

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
