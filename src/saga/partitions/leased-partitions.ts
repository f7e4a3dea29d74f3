import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import { divide, type Division } from './division';
import type { LeaseLocks, LeaseSession } from './lease-locks';
import { PARTITION_COUNT, type Partitions, type PartitionWorker } from './partitions';

export interface LeaseParts {
  readonly locks: LeaseLocks;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The partition at which this process begins to look for free ones. */
  readonly firstPartition: number;
  /** Milliseconds after which the locks of a silent session are free. */
  readonly leaseMs: number;
}

/** A session that was not heard of for so long has lost its locks, in milliseconds. */
export const LEASE_MS = 5_000;
/** A process renews its leases, and looks at those of the others, so many times during a lease. */
const RENEWALS_PER_LEASE = 5;
/**
 * A process that cannot reach the locks so many times in a row works on everything. So the saga goes on without the locks.
 * Two processes that do the same work do no harm.
 */
const ATTEMPTS_BEFORE_ALONE = 10;

/** Shares the partitions evenly among the processes that hold sessions. */
export class LeasedPartitions implements Partitions {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private own = new Set<number>();
  /** On the monotonic clock, in milliseconds: just before the last call to the locks that was answered. */
  private renewedMs: number;
  private failedAttempts = 0;

  constructor(private readonly parts: LeaseParts) {
    this.renewedMs = parts.clock.monotonicMs();
  }

  owns(partition: number): boolean {
    if (this.isAlone()) return true;
    const ageMs = this.parts.clock.monotonicMs() - this.renewedMs;
    return ageMs < this.parts.leaseMs && this.own.has(partition);
  }

  start(worker: PartitionWorker): void {
    this.running ??= this.run(worker);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(worker: PartitionWorker): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.parts.locks.inSession((session, lost) => this.share(session, lost, worker));
      } catch (error) {
        this.onFailure(error, worker);
      }
      // The locks ended with the session, and another process can have them now.
      this.own = new Set();
      await this.waitForRenewal(signal);
    }
  }

  private onFailure(error: unknown, worker: PartitionWorker): void {
    this.failedAttempts += 1;
    if (this.failedAttempts !== ATTEMPTS_BEFORE_ALONE) return;
    this.parts.logger.warn({ error: String(error) }, 'saga cannot share its work: it works on everything');
    worker.onGained();
  }

  private isAlone(): boolean {
    return this.failedAttempts >= ATTEMPTS_BEFORE_ALONE;
  }

  private waitForRenewal(signal: AbortSignal): Promise<void> {
    return this.parts.clock.wait(this.parts.leaseMs / RENEWALS_PER_LEASE, signal);
  }

  private async share(session: LeaseSession, lost: AbortSignal, worker: PartitionWorker): Promise<void> {
    const failed = new AbortController();
    const ending = AbortSignal.any([lost, failed.signal, this.stopping.signal]);
    while (!ending.aborted) {
      const { leave, take } = await this.renew(session);
      // A lock that cannot be given up ends with its session.
      if (leave.length > 0) this.leave(session, leave, worker).catch(() => failed.abort());
      if (take.length > 0) await this.take(session, take, worker);
      await this.waitForRenewal(ending);
    }
  }

  private async renew(session: LeaseSession): Promise<Division> {
    const sentMs = this.parts.clock.monotonicMs();
    const view = await session.readLeases();
    this.renewedMs = sentMs;
    this.failedAttempts = 0;
    return divide({ ...view, own: this.own }, this.parts.firstPartition);
  }

  private async take(
    session: LeaseSession,
    wanted: readonly number[],
    worker: PartitionWorker,
  ): Promise<void> {
    const locked = await session.tryLock(wanted);
    for (const partition of locked) this.own.add(partition);
    if (locked.length > 0) worker.onGained();
  }

  /** The locks stay until the work under way has ended, which can take as long as a call to a provider. */
  private async leave(
    session: LeaseSession,
    partitions: readonly number[],
    worker: PartitionWorker,
  ): Promise<void> {
    for (const partition of partitions) this.own.delete(partition);
    await worker.idleIn(new Set(partitions));
    await session.unlock(partitions);
  }
}

/** A place to begin at, from a random text. */
export const firstPartitionOf = (random: { uuid(): string }): number =>
  Number.parseInt(random.uuid().slice(0, 4), 16) % PARTITION_COUNT;
