import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const MAIN = join(__dirname, '..', 'dist', 'main.js');

/** The built server as a process, for tests that disturb it. */
export class ServerUnderTest {
  private static readonly started = new Set<ChildProcess>();

  /** Call it in afterAll. A failed test can leave a running server. */
  static killAll(): void {
    for (const child of ServerUnderTest.started) child.kill('SIGKILL');
  }

  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly errors: string[],
  ) {}

  /** `under` is a command that runs the server, for example a tracer. */
  static async start(dataDir: string, port = 0, under: readonly string[] = []): Promise<ServerUnderTest> {
    const [program = '', ...args] = [...under, process.execPath];
    const child = spawn(program, [
      ...args,
      MAIN,
      '--data',
      dataDir,
      '--port',
      String(port),
      '--stop-with-stdin',
    ]);
    ServerUnderTest.started.add(child);
    const errors: string[] = [];
    createInterface(child.stderr).on('line', line => errors.push(line));
    const ended = once(child, 'close').then(() => {
      throw new Error(`The server ended before it was ready: ${errors.join('\n')}`);
    });
    const ready = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
    const line = await Promise.race([ready, ended]);
    ended.catch(() => undefined);
    return new ServerUnderTest(child, Number(/:(\d+)$/.exec(line)?.[1]), errors);
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async kill(): Promise<void> {
    const gone = this.gone();
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Ends the server cleanly. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const gone = this.gone();
    this.child.stdin?.end();
    return gone;
  }

  private async gone(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    await once(this.child, 'close');
    return this.child.exitCode;
  }
}

/** Runs the server until it ends, for starts that must fail. */
export async function runToEnd(
  args: string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', data => (output.stdout += String(data)));
  child.stderr.on('data', data => (output.stderr += String(data)));
  await once(child, 'close');
  return { code: child.exitCode, ...output };
}
