import { verifyFolder } from './verify-folder';

const VERIFY_USAGE = `Usage: embedded-eventstore verify DIR [--json]

Checks the data folder of a stopped event store: every checksum, the indexes against the events, the heads of the
streams, positions and revisions without gaps. Says what is wrong and repairs nothing. Exit code 1 on any fault.`;

/** Runs the command and returns its exit code. */
export async function runVerify(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const [directory, ...others] = args.filter(arg => arg !== '--json');
  if (args.includes('--help')) return say(VERIFY_USAGE, 0);
  if (directory === undefined || directory.startsWith('-') || others.length > 0)
    return complain(VERIFY_USAGE);
  try {
    const report = await verifyFolder(directory, showProgress);
    clearProgress();
    if (json)
      return say(JSON.stringify({ ok: report.faultCount === 0, ...report }), report.faultCount === 0 ? 0 : 1);
    if (report.faultCount === 0)
      return say(`${report.events} events in ${report.streams} streams: all is sound.`, 0);
    return say([`${report.faultCount} faults:`, ...report.faults].join('\n'), 1);
  } catch (error) {
    clearProgress();
    return complain(`event store: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function showProgress(events: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${events} events checked`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}
