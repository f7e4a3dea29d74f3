import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { Clock } from '../core/clock';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** LevelDB replays its log when it opens a folder after a crash, so this limit is high. */
const READY_LIMIT_MS = 60_000;
/** A clean end waits for one write. A process that needs longer hangs. */
const END_LIMIT_MS = 10_000;
const READY = /^event store listening on \S+:(\d+)$/;
/** The environment variables for the server: no secrets, only what a process needs to run. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'LD_LIBRARY_PATH'];

export interface ProcessOptions {
  readonly dataDir: string;
  /** The folder of the server's one login; undefined without one. */
  readonly loginDir: string | undefined;
  /** The port; 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Receives every output line of the server except the ready line. */
  readonly onLine: (line: string) => void;
}

/** One run of the server. It ends when its standard input closes, so it cannot outlive this process. */
export class ServerProcess {
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
  private readonly child: Child;
  private readonly lines: string[] = [];

  constructor(private readonly options: ProcessOptions) {
    const { onLine } = options;
    const env = Object.fromEntries(
      PASSED_ON.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    // The server has its own process group, so that Ctrl-C ends only this process, and the server ends after its users.
    this.child = spawn(process.execPath, [mainPath(), ...argumentsOf(options)], {
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
    createInterface(this.child.stderr).on('line', line => this.noteLine(line));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The last output lines, for error messages. */
  get lastLines(): string {
    return this.lines.length > 0 ? this.lines.join('\n') : 'it said nothing';
  }

  /** The port of the server. Returns undefined when it ended, or was ended because it was not ready in time. */
  async ready(): Promise<number | undefined> {
    const settled = new AbortController();
    const port = new Promise<number>(resolve => {
      createInterface(this.child.stdout).on('line', line => {
        const match = READY.exec(line);
        if (match) resolve(Number(match[1]));
        else this.noteLine(line);
      });
    });
    const late = this.options.clock.wait(READY_LIMIT_MS, settled.signal).then(() => undefined);
    const found = await Promise.race([port, this.exited.then(() => undefined), late]);
    settled.abort();
    if (found === undefined) await this.kill();
    return found;
  }

  /** Ends the server cleanly, or by force when it does not end in time. */
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

  private noteLine(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 20) this.lines.shift();
    this.options.onLine(line);
  }
}

/** Every user of the machine can read these, so they hold no secret. */
const argumentsOf = ({ dataDir, loginDir, port }: ProcessOptions): string[] => [
  ...['--data', dataDir, '--port', String(port), '--stop-with-stdin'],
  ...(loginDir === undefined ? [] : ['--login-dir', loginDir]),
];

/**
 * The path of the built server: in the folder above this file when this file is built, else in the package's `dist`.
 */
function mainPath(): string {
  const beside = join(__dirname, '..', 'main.js');
  if (existsSync(beside)) return beside;
  const built = join(packageRoot(__dirname), 'dist', 'main.js');
  if (!existsSync(built)) throw new Error(`The embedded event store is not built: ${built} is missing.`);
  return built;
}

function packageRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('The package of the embedded event store was not found.');
  return packageRoot(parent);
}
