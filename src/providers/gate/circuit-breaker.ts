import type { Called } from '../port/provider';
import type { Random } from '../../shared/random';

export interface BreakerLimits {
  /** Calls at once while all is well. */
  readonly places: number;
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open the first time, and at most, in milliseconds; each time twice as long, and a bit by chance. */
  readonly firstOpenMs: number;
  readonly longestOpenMs: number;
}

export const BREAKER_LIMITS: BreakerLimits = {
  places: 16,
  failures: 5,
  firstOpenMs: 1_000,
  longestOpenMs: 60_000,
};

interface Opening {
  sinceMs: number;
  forMs: number;
  /** What the next opening in a row is at least. */
  readonly nextMs: number;
}

/** What a call told of the provider itself. */
export type Told = Pick<Called<unknown>, 'provider' | 'retryAfterMs' | 'exchanges'>;

/**
 * How many calls a provider can take now: none while it is known to be away, one to see whether it is back, then twice
 * as many each time all of them went well, so that what has piled up does not fall upon it at once.
 */
export class CircuitBreaker {
  private failures = 0;
  private allowance: number;
  private successes = 0;
  private opening: Opening | undefined;
  /** Calls that began before it opened say nothing about what the provider does now. */
  private period = 0;

  constructor(
    private readonly limits: BreakerLimits,
    private readonly random: Random,
  ) {
    this.allowance = limits.places;
  }

  get currentPeriod(): number {
    return this.period;
  }

  get state(): 'closed' | 'open' {
    return this.opening ? 'open' : 'closed';
  }

  /** How many calls of this period may be under way. */
  places(nowMs: number): number {
    if (!this.opening) return this.allowance;
    return this.remainingMs(nowMs) > 0 ? 0 : 1;
  }

  /** How long nothing may be sent, in milliseconds. */
  remainingMs(nowMs: number): number {
    const { opening } = this;
    if (!opening) return 0;
    // A clock that was set back must not make anybody wait for it to catch up.
    opening.sinceMs = Math.min(opening.sinceMs, nowMs);
    return Math.max(0, opening.sinceMs + opening.forMs - nowMs);
  }

  /** A call that began in this period is over; `told` undefined: nothing was learnt. */
  ended(period: number, told: Told | undefined, nowMs: number): void {
    if (!told) return;
    const { provider, retryAfterMs, exchanges } = told;
    if (retryAfterMs !== null) return this.pause(period, retryAfterMs, nowMs);
    if (period !== this.period) return;
    if (provider === 'down') this.failed(nowMs);
    // Where nothing went over the wire the provider was perhaps not asked at all.
    else if (exchanges.length > 0) this.succeeded();
  }

  private failed(nowMs: number): void {
    this.failures += 1;
    if (this.opening || this.failures >= this.limits.failures) this.open(nowMs, 0);
  }

  private succeeded(): void {
    this.failures = 0;
    if (this.opening) {
      this.opening = undefined;
      this.allowance = 1;
      this.successes = 0;
      return;
    }
    this.successes += 1;
    if (this.successes < this.allowance) return;
    this.successes = 0;
    this.allowance = Math.min(this.limits.places, this.allowance * 2);
  }

  /** It asked not to be called: that is kept to the end, whatever else is learnt meanwhile. */
  private pause(period: number, leastMs: number, nowMs: number): void {
    if (period === this.period) return this.open(nowMs, leastMs);
    if (!this.opening || this.remainingMs(nowMs) >= leastMs) return;
    this.opening.sinceMs = nowMs;
    this.opening.forMs = leastMs;
  }

  private open(nowMs: number, leastMs: number): void {
    const { firstOpenMs, longestOpenMs } = this.limits;
    const plainMs = this.opening?.nextMs ?? firstOpenMs;
    // Processes that saw it fail at the same moment must not all come back at the same moment.
    const forMs = Math.max(plainMs, leastMs) + this.random.below(Math.ceil(plainMs / 4));
    this.opening = { sinceMs: nowMs, forMs, nextMs: Math.min(plainMs * 2, longestOpenMs) };
    this.period += 1;
    this.failures = 0;
  }
}
