import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Nothing of this environment's own settings reaches a program that is measured. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'USER'];

/** A process of its own, as it runs in production. Its log goes nowhere, but it is written. */
export class Program {
  readonly lines: string[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private waiting: (() => void)[] = [];
  private isOver = false;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const surroundings = PASSED_ON.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : []));
    this.child = spawn(process.execPath, args, {
      env: {
        ...(Object.fromEntries(surroundings) as Record<string, string>),
        NODE_ENV: 'production',
        SANDBOX: 'allow',
        ...env,
      },
      stdio: ['ignore', 'pipe', process.env['BENCH_LOG'] === '1' ? 'inherit' : 'ignore'],
    });
    createInterface(this.child.stdout!).on('line', line => {
      this.lines.push(line);
      this.wake();
    });
    this.ended = once(this.child, 'close').then(() => {
      this.isOver = true;
      this.wake();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The first match of a line that it prints. @throws {Error} when it ends before */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const line of this.lines) {
        const match = pattern.exec(line);
        if (match) return match;
      }
      if (this.isOver)
        throw new Error(`A program ended without printing ${pattern}; BENCH_LOG=1 shows its log`);
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
