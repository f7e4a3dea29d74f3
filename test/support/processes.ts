import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes there are; the remains of dead ones that nobody has reaped are none. */
const runningProcesses = (): RunningProcess[] => (process.platform === 'linux' ? fromProc() : fromPs());

/** Those that were started on a folder. */
export const processesOn = (folder: string): RunningProcess[] =>
  runningProcesses().filter(({ command }) => command.includes(folder));

/** A process and everything below it. */
export function familyOf(pid: number): RunningProcess[] {
  const all = runningProcesses();
  const family = all.filter(each => each.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

export const isRunning = (pid: number): boolean => runningProcesses().some(each => each.pid === pid);

/** SIGKILL. One process can end because another is killed, before its own turn comes. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function fromProc(): RunningProcess[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z' || state === 'X') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It has ended since the folder was listed.
        return [];
      }
    });
}

function fromPs(): RunningProcess[] {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap(line => {
      const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      if (!match || match[3]!.startsWith('Z')) return [];
      return [{ pid: Number(match[1]), parent: Number(match[2]), command: match[4]! }];
    });
}
