import type { Side } from '../sides/side';
import { busyOfMachine, minus, sumOf, type CpuSeconds } from './cpu';
import { median, quantile } from './statistics';

/** What one side did in one turn. */
export interface Slice {
  readonly done: number;
  readonly seconds: number;
  /** Milliseconds of each request, or of each thing that was waited for. */
  readonly latenciesMs: readonly number[];
  readonly cpu: CpuSeconds;
  /** Cores that everything else on the machine used meanwhile. */
  readonly othersCores: number;
}

export interface Work {
  readonly done: number;
  readonly latenciesMs: readonly number[];
}

export async function measureSlice(side: Side, work: () => Promise<Work>): Promise<Slice> {
  const own = () => process.cpuUsage();
  const before = { cpu: side.cpu(), load: own(), busy: busyOfMachine(), at: performance.now() };
  const { done, latenciesMs } = await work();
  const seconds = (performance.now() - before.at) / 1000;
  const load = process.cpuUsage(before.load);
  const cpu = { ...minus(side.cpu(), before.cpu), 'load generator': (load.user + load.system) / 1e6 };
  const others = busyOfMachine() - before.busy - sumOf(cpu);
  return { done, seconds, latenciesMs, cpu, othersCores: Math.max(0, others / seconds) };
}

/** The medians over a side's turns. */
export interface Summary {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Milliseconds of CPU for each thing done, by what used it. */
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly othersCores: number;
  /** One value for each turn, for the plots and for who wants to see the noise. */
  readonly turns: readonly number[];
}

export function summaryOf(slices: readonly Slice[]): Summary {
  const turns = slices.map(({ done, seconds }) => done / seconds);
  const parts = [...new Set(slices.flatMap(({ cpu }) => Object.keys(cpu)))];
  const cpuMs = parts.map(part => [
    part,
    median(slices.map(({ cpu, done }) => ((cpu[part] ?? 0) * 1000) / Math.max(1, done))),
  ]);
  return {
    perSecond: median(turns),
    p50Ms: median(slices.map(({ latenciesMs }) => quantile(latenciesMs, 0.5))),
    p99Ms: median(slices.map(({ latenciesMs }) => quantile(latenciesMs, 0.99))),
    cpuMs: Object.fromEntries(cpuMs) as Record<string, number>,
    othersCores: median(slices.map(({ othersCores }) => othersCores)),
    turns,
  };
}

/**
 * Lets the sides take turns, each beginning as often as the other, after one turn that does not count. The medians over
 * the turns are what is told.
 */
export async function takeTurns(
  sides: readonly Side[],
  rounds: number,
  work: (side: Side) => Promise<Work>,
  settle: (side: Side) => Promise<void> = () => Promise.resolve(),
): Promise<ReadonlyMap<string, Summary>> {
  const slices = new Map<string, Slice[]>(sides.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const slice = await measureSlice(side, () => work(side));
      if (round > 0) slices.get(side.name)!.push(slice);
      await settle(side);
    }
  }
  return new Map([...slices].map(([name, all]) => [name, summaryOf(all)]));
}
