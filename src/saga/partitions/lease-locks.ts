/**
 * The locks behind the leases, as a port. A lock belongs to a session. The other side ends a session that is silent for the
 * length of a lease, and its locks are free then. So a process that was killed, cut off or stopped loses them.
 */
export interface LeaseLocks {
  /**
   * Runs work in a session of its own. `lost` aborts when the session has ended.
   * @throws {Fault} the session could not begin, or has ended
   */
  inSession(work: (session: LeaseSession, lost: AbortSignal) => Promise<void>): Promise<void>;
}

/** Every call also tells the other side that this process is alive. Every call throws a Fault when the session has ended. */
export interface LeaseSession {
  /** The number of sessions, this one included, and the partitions that any of them has locked. */
  readLeases(): Promise<{ readonly members: number; readonly leased: ReadonlySet<number> }>;
  /** Returns the partitions that it could lock. */
  tryLock(partitions: readonly number[]): Promise<readonly number[]>;
  unlock(partitions: readonly number[]): Promise<void>;
}
