import type { Clock } from '../shared/clock';

/**
 * Gives times that are never in the future. An operator can set the system clock back; a recorded time then lies in the
 * future. This class uses the time since this process first saw it instead, so no work item waits for the clock.
 */
export class MonotonicTimes {
  /** By key, then by recorded time: when this process first saw it, in milliseconds on the monotonic clock. */
  private readonly firstSeenMs = new Map<string, Map<number, number>>();

  constructor(private readonly clock: Clock) {}

  /** The recorded time, or the time at which this process first saw it, whichever is earlier. */
  notInFuture(key: string, time: Date): Date {
    const times = this.firstSeenMs.get(key) ?? new Map<number, number>();
    this.firstSeenMs.set(key, times);
    const firstMs = times.get(time.getTime()) ?? this.clock.monotonicMs();
    times.set(time.getTime(), firstMs);
    return new Date(Math.min(time.getTime(), this.wallClockTimeOf(firstMs).getTime()));
  }

  /** Converts milliseconds on the monotonic clock to a time on the wall clock, as that is set now. */
  wallClockTimeOf(monotonicMs: number): Date {
    return new Date(this.clock.now().getTime() - (this.clock.monotonicMs() - monotonicMs));
  }

  forget(key: string): void {
    this.firstSeenMs.delete(key);
  }
}
