import type { Clock } from '../../shared/clock';

/** How long the first event of a group waits for others, in milliseconds: at least, and at most. */
const SHORTEST_MS = 10;
const LONGEST_MS = 100;
/** A group waits so many times as long as the last one took. So writing takes at most a fifth of the time. */
const WAIT_BY_WRITE = 4;

/**
 * How long groups wait. Where writing is quick, they are small and soon written. Where it is slow, the machine is busy, and
 * fewer and larger groups cost less.
 */
export class GroupPace {
  private lastMs = 0;

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {}

  get gatherMs(): number {
    return Math.min(Math.max(this.lastMs * WAIT_BY_WRITE, SHORTEST_MS), LONGEST_MS);
  }

  /** Runs the writing of a group, and remembers how long it took. */
  async time(write: () => Promise<void>): Promise<void> {
    const beganMs = this.clock.monotonicMs();
    await write();
    this.lastMs = this.clock.monotonicMs() - beganMs;
  }
}
