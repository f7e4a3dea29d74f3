import type { Traffic } from './measured-service';

/** What a payout costs: counts, so they are the same on every machine. */
export interface Figures {
  /** Reads of single streams. */
  readonly reads: number;
  /** Reads of the whole log: by the clock at most, never by the payout. */
  readonly readsOfAll: number;
  readonly appends: number;
  readonly transactions: number;
  readonly statements: number;
  readonly resets: number;
}

export type Limits = Partial<Figures>;

/** Where somebody looks who finds a figure too high. */
const WHERE: Readonly<Record<keyof Figures, string>> = {
  reads: 'who reads a stream whose state the process has just written (src/event-store/change.ts, src/saga)',
  readsOfAll: 'who reads the end of the log (src/projections/engine/log-end-reader.ts)',
  appends: 'which event does not share its append (src/commands, src/saga)',
  transactions: 'how the read models gather events into groups (src/projections/engine)',
  statements: 'which projection writes row by row (src/projections)',
  resets: 'which read is left before its end (src/event-store/eventstoredb)',
};

export function figuresOf({ calls, ...counts }: Traffic, payouts: number): Figures {
  const reads = calls.filter(({ kind }) => kind === 'read');
  const ofAll = reads.filter(({ stream }) => stream === '$all').length;
  return {
    reads: (reads.length - ofAll) / payouts,
    readsOfAll: ofAll / payouts,
    appends: calls.filter(({ kind }) => kind === 'append').length / payouts,
    transactions: counts.transactions / payouts,
    statements: counts.statements / payouts,
    resets: counts.resets / payouts,
  };
}

/** A sentence for each figure above its limit: how much, what it consists of, and where to look. */
export function exceeded(limits: Limits, traffic: Traffic, payouts: number): string[] {
  const figures = figuresOf(traffic, payouts);
  return (Object.keys(limits) as (keyof Figures)[])
    .filter(name => figures[name] > limits[name]!)
    .map(
      name =>
        `${name} per payout: ${figures[name].toFixed(2)}, the budget is ${limits[name]}. ` +
        `Look for: ${WHERE[name]}. All calls: ${callsIn(traffic, payouts)}`,
    );
}

/** How often each kind of stream was read, and appended to with which events, per payout. */
export function callsIn({ calls }: Traffic, payouts: number): string {
  const counts = new Map<string, number>();
  for (const { kind, stream, types } of calls) {
    const what = `${kind} ${stream.replace(/-.*/, '')} ${[...new Set(types)].join(' + ')}`.trimEnd();
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${(count / payouts).toFixed(2)} × ${what}`).join(', ');
}
