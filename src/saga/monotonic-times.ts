import type { Clock } from '../shared/clock';

/**
 * How long ago something was, for whoever has to wait since then. A clock that was set back after it makes a moment lie
 * in the future, and nobody must wait for the clock to catch up: such a moment is as old as this process has known it.
 */
export class PastMoments {
  /** By whose moment it is, then by the moment itself: when this process first asked, on the monotonic clock. */
  private readonly known = new Map<string, Map<number, number>>();

  constructor(private readonly clock: Clock) {}

  /** The moment, or how long this process has known of it, whichever is longer ago; never in the future. */
  of(key: string, moment: Date): Date {
    const moments = this.known.get(key) ?? new Map<number, number>();
    this.known.set(key, moments);
    const nowMs = this.clock.monotonicMs();
    const firstMs = moments.get(moment.getTime()) ?? nowMs;
    moments.set(moment.getTime(), firstMs);
    return new Date(Math.min(moment.getTime(), this.ago(firstMs).getTime()));
  }

  /** A moment of the monotonic clock, as the wall clock would tell it. */
  ago(monotonicMs: number): Date {
    return new Date(this.clock.now().getTime() - (this.clock.monotonicMs() - monotonicMs));
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}
