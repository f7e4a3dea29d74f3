import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually';

const CLI = join(__dirname, '..', '..', 'dist', 'cli.js');

/** What a program needs to run, and nothing of this environment's own settings. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'USER'];

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `holdfast …` as somebody would run it: the built program, as a process of its own. */
export class HoldfastProcess {
  readonly exited: Promise<Ended>;
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private isOver = false;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, program = CLI) {
    const surroundings = PASSED_ON.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : []));
    this.child = spawn(process.execPath, [program, ...args], {
      env: { ...(Object.fromEntries(surroundings) as Record<string, string>), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()));
    this.child.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.exited = once(this.child, 'close').then(([code, signal]) => {
      this.isOver = true;
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The first match of what it prints. */
  prints(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray> {
    const match = () => {
      const found = pattern.exec(this.stdout);
      if (!found && this.isOver) throw new Error(`It ended without printing ${pattern}: ${this.stderr}`);
      return found ?? undefined;
    };
    return eventually(`it prints ${pattern}`, match, withinMs);
  }

  /** Ends it as an operator would. */
  async stop(): Promise<Ended> {
    this.signal('SIGTERM');
    return this.exited;
  }
}

/** The service, once it says that it listens. */
export async function serve(
  env: Readonly<Record<string, string>>,
): Promise<{ holdfast: HoldfastProcess; url: string }> {
  const holdfast = new HoldfastProcess(['serve'], env);
  const [, url] = await holdfast.prints(/^listening on (http:\/\/\S+)$/m);
  return { holdfast, url: url! };
}

/** Runs a command to its end. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const command = new HoldfastProcess(args, env);
  const { code } = await command.exited;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

/** A port that is free now and, so long as nobody takes it, at every later start. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
