import type { Summary } from '../measure/slice';

/** What a figure needs to be taken. */
export interface Context {
  /** A folder of its own, which is removed afterwards. */
  readonly folder: string;
  /** Counted turns of each side. */
  readonly rounds: number;
  /** Milliseconds of a turn that has no count. */
  readonly turnMs: number;
  /** Milliseconds of requests that each side gets before its turns, where they have no count. */
  readonly warmUpMs: number;
  /** Payouts of the past in the tables of the comparison. */
  readonly seeded: number;
  /** Makes counts smaller, for a smoke run. */
  readonly scale: (count: number) => number;
}

export interface Row {
  readonly side: string;
  readonly summary: Summary;
}

/** What is asked of a figure, and what it came to. */
export interface Aim {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
}

export interface FigureResult {
  readonly title: string;
  /** What is measured, in a few sentences. */
  readonly text: string;
  readonly rows: readonly Row[];
  /** What the plot shows of each row, and its unit. */
  readonly plotted: 'perSecond' | 'p50Ms' | 'p99Ms';
  readonly aims: readonly Aim[];
}

export interface Figure {
  readonly name: string;
  readonly run: (context: Context) => Promise<FigureResult>;
}

export const rowsOf = (summaries: ReadonlyMap<string, Summary>): Row[] =>
  [...summaries].map(([side, summary]) => ({ side, summary }));

/** How many times one side's figure is another's. */
export function ratio(
  summaries: ReadonlyMap<string, Summary>,
  [side, other]: readonly [string, string],
  value: 'perSecond' | 'p50Ms' | 'p99Ms',
): string {
  const [one, two] = [summaries.get(side), summaries.get(other)];
  return one && two ? (one[value] / two[value]).toFixed(2) : 'not measured';
}
