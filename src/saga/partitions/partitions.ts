import { fingerprint } from '../../shared/ids';

/** The saga's work is divided into this many partitions. A process works on the items of the partitions that it owns. */
export const PARTITION_COUNT = 64;

/** The partition of a text: a stream name, or another text that names a work item. It never changes. */
export const partitionOf = (text: string): number =>
  Number.parseInt(fingerprint(text).slice(0, 8), 16) % PARTITION_COUNT;

/** What the partitions need of the saga that works on them. */
export interface PartitionWorker {
  /** This process owns partitions that it did not own before. */
  onGained(): void;
  /** Resolves when no work of these partitions is under way in this process. */
  idleIn(partitions: ReadonlySet<number>): Promise<void>;
}

/**
 * Which partitions of the saga's work this process owns. Ownership only divides the work. Two processes that work on one
 * item do no harm: the store's expected revisions decide between them.
 */
export interface Partitions {
  owns(partition: number): boolean;
  start(worker: PartitionWorker): void;
  /** Gives every partition up. No work is under way any more. */
  stop(): Promise<void>;
}

/** One process owns everything: the embedded event store serves no other one, and the simulator hands in its own. */
export const allPartitions: Partitions = {
  owns: () => true,
  start: () => undefined,
  stop: () => Promise.resolve(),
};
