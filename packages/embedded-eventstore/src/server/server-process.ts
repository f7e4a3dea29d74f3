import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { Clock } from '../../../../src/shared/clock';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Opening a large folder after a crash replays LevelDB's log, so this is generous. */
const READY_LIMIT_MS = 60_000;
/** A clean end waits for one group to be written; longer than this means that it hangs. */
const END_LIMIT_MS = 10_000;
const READY = /^event store listening on \S+:(\d+)$/;
/** What the server may know of our environment: nothing secret, only what a process needs to run. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'LD_LIBRARY_PATH'];

export interface ProcessOptions {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Every line the server says, except that it is ready. */
  readonly onLine: (line: string) => void;
}

/** One run of the server. It ends when its standard input closes, so it cannot outlive this process. */
export class ServerProcess {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  private readonly child: Child;
  private readonly lines: string[] = [];

  constructor(private readonly options: ProcessOptions) {
    const { dataDir, port, onLine } = options;
    const args = [mainPath(), '--data', dataDir, '--port', String(port), '--stop-with-stdin'];
    const env = Object.fromEntries(
      PASSED_ON.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    // In a group of its own, so that Ctrl-C reaches this process alone and the store ends after those who use it.
    this.child = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env,
      windowsHide: true,
    });
    this.child.stdin.on('error', () => undefined);
    this.exited = new Promise(resolve => {
      this.child.once('close', () => resolve());
      this.child.once('error', error => {
        onLine(error.message);
        resolve();
      });
    });
    createInterface(this.child.stderr).on('line', line => this.hear(line));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The last thing it said, for the message of an error. */
  get lastLine(): string {
    return this.lines.at(-1) ?? 'it said nothing';
  }

  /** The port it listens on; undefined if it ended instead, or had to be ended because it did not get ready. */
  async ready(): Promise<number | undefined> {
    const settled = new AbortController();
    const port = new Promise<number>(resolve => {
      createInterface(this.child.stdout).on('line', line => {
        const match = READY.exec(line);
        if (match) resolve(Number(match[1]));
        else this.hear(line);
      });
    });
    const late = this.options.clock.wait(READY_LIMIT_MS, settled.signal).then(() => undefined);
    const found = await Promise.race([port, this.exited.then(() => undefined), late]);
    settled.abort();
    if (found === undefined) await this.kill();
    return found;
  }

  /** Ends it cleanly; by force if it does not end. */
  async end(): Promise<void> {
    this.child.stdin.end();
    const ended = new AbortController();
    const late = this.options.clock.wait(END_LIMIT_MS, ended.signal);
    await Promise.race([this.exited, late]);
    ended.abort();
    await this.kill();
  }

  private async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private hear(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 20) this.lines.shift();
    this.options.onLine(line);
  }
}

/** The built server: beside this file when this file is built, else in the package's `dist`. */
function mainPath(): string {
  const beside = join(__dirname, '..', 'main.js');
  if (existsSync(beside)) return beside;
  const built = join(packageRoot(__dirname), 'dist', 'packages', 'embedded-eventstore', 'src', 'main.js');
  if (!existsSync(built)) throw new Error(`The embedded event store is not built: ${built} is missing.`);
  return built;
}

function packageRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('The package of the embedded event store was not found.');
  return packageRoot(parent);
}
