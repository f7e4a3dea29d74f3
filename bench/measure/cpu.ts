import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc in one second; Linux has 100 on every platform that Node runs on. */
const TICKS = 100;

/** Seconds of CPU, by what used it. */
export type CpuSeconds = Readonly<Record<string, number>>;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Its own, and that of its children that have ended. */
  readonly seconds: number;
}

/** What a process and everything below it have used until now, by part. Empty where there is no /proc. */
export function cpuOfFamily(pid: number, name: string): CpuSeconds {
  const seconds: Record<string, number> = {};
  for (const member of familyOf(pid)) {
    const part = partOf(member.command) ?? name;
    seconds[part] = (seconds[part] ?? 0) + member.seconds;
  }
  return seconds;
}

/** Bytes of memory that a process and everything below it hold now, by part. */
export function memoryOfFamily(pid: number, name: string): Readonly<Record<string, number>> {
  const bytes: Record<string, number> = {};
  for (const { pid: member, command } of familyOf(pid)) {
    const part = partOf(command) ?? name;
    bytes[part] = (bytes[part] ?? 0) + residentBytes(member);
  }
  return bytes;
}

/** Seconds in which any core of the machine was busy until now. */
export function busyOfMachine(): number {
  if (!existsSync('/proc/stat')) return 0;
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = ticks;
  return (user + nice + system + irq + softIrq + steal) / TICKS;
}

export const minus = (after: CpuSeconds, before: CpuSeconds): CpuSeconds =>
  Object.fromEntries(Object.entries(after).map(([part, seconds]) => [part, seconds - (before[part] ?? 0)]));

export const sumOf = (cpu: CpuSeconds): number =>
  Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);

function partOf(command: string): string | undefined {
  if (/postgres/i.test(command)) return 'PostgreSQL';
  return command.includes('embedded-eventstore') ? 'event store' : undefined;
}

function familyOf(pid: number): Process[] {
  const all = processes();
  const family = all.filter(each => each.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

function processes(): Process[] {
  if (!existsSync('/proc/stat')) return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => readProcess(Number(name)) ?? []);
}

/** Returns undefined when the process has ended since the folder was listed. */
function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, parent: Number(fields[1]), command, seconds };
  } catch {
    return undefined;
  }
}

const residentBytes = (pid: number): number => statusBytes(pid, 'VmRSS');

/** The most bytes of memory that a process has held until now; 0 where there is no /proc. */
export const mostMemoryOf = (pid: number): number => statusBytes(pid, 'VmHWM');

function statusBytes(pid: number, field: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
