import { PARTITION_COUNT } from './partitions';

/** What a process sees of the leases at one moment. */
export interface LeaseView {
  /** The number of processes that share the work, this one included. */
  readonly members: number;
  /** The partitions that any process has leased. */
  readonly leased: ReadonlySet<number>;
  /** The partitions that this process has leased, without those that it is giving up. */
  readonly own: ReadonlySet<number>;
}

export interface Division {
  readonly leave: readonly number[];
  readonly take: readonly number[];
}

/**
 * What a process gives up, or tries to lease, so that every process has an even share. Pure. `start` is the partition at
 * which it begins to look for free ones: processes that begin at different places seldom want the same ones.
 */
export function divide({ members, leased, own }: LeaseView, start: number): Division {
  const share = Math.ceil(PARTITION_COUNT / Math.max(members, 1));
  if (own.size > share) return { leave: [...own].slice(share), take: [] };
  return { leave: [], take: freeFrom(start, leased).slice(0, share - own.size) };
}

function freeFrom(start: number, leased: ReadonlySet<number>): number[] {
  const all = Array.from({ length: PARTITION_COUNT }, (_, index) => (start + index) % PARTITION_COUNT);
  return all.filter(partition => !leased.has(partition));
}
