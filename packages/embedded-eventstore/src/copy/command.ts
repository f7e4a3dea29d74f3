import { copyStreams } from './copy-streams';
import { showProgress } from '../../../../src/command-line/settings';

const USAGE = `Usage: event-store copy FROM TO [--json]

Brings every stream from one esdb:// server to another in the order of $all, with the same ids, types, data, metadata
and revisions, and compares the two at the end. Cut off, it is begun again and goes on. A stream of the target that
differs is refused, and nothing is taken away. See docs/move-to-a-cluster.md.`;

/** Exit code 1 where the target differs or a server is away. */
export async function eventStoreCopy(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const [from, to, ...others] = args.filter(arg => arg !== '--json');
  if (args.includes('--help')) return console.log(USAGE);
  if (!isServer(from) || !isServer(to) || others.length > 0) return fail(USAGE);
  try {
    const report = await copyStreams(from, to, (phase, events) => showProgress(`${events} events ${phase}`));
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

const isServer = (text: string | undefined): text is string => /^esdb(\+discover)?:\/\//.test(text ?? '');

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
