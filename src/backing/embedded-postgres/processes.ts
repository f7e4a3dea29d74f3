import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessFacts {
  readonly parent: number;
  readonly command: readonly string[];
}

/** What the machine says about a process; undefined where there is none, or only its unreaped remains. */
export function describeProcess(pid: number): Promise<ProcessFacts | undefined> {
  const describe = process.platform === 'linux' ? fromProc : fromPs;
  return describe(pid).catch(() => undefined);
}

async function fromProc(pid: number): Promise<ProcessFacts | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  if (/^State:\s+[ZX]/m.test(status)) return undefined;
  const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return { parent, command: command.split('\0').filter(part => part !== '') };
}

async function fromPs(pid: number): Promise<ProcessFacts | undefined> {
  const { stdout } = await run('ps', ['-o', 'ppid=,stat=,args=', '-p', String(pid)]);
  const match = /^\s*(\d+)\s+(\S+)\s+(.*)$/m.exec(stdout);
  if (!match || match[2]!.startsWith('Z')) return undefined;
  return { parent: Number(match[1]), command: match[3]!.split(' ') };
}

/** Signals a process; one that has just gone is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
