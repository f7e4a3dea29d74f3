import type { CallResult } from '../port/provider';
import type { Random } from '../../shared/random';

export interface BreakerLimits {
  /** Calls at the same time while the provider is up. */
  readonly maxCalls: number;
  /** The number of failures in a row that opens the breaker. */
  readonly failures: number;
  /** Milliseconds that the breaker stays open, the first time and at most. Each time is twice as long, and a little random. */
  readonly firstOpenMs: number;
  readonly longestOpenMs: number;
}

export const BREAKER_LIMITS: BreakerLimits = {
  maxCalls: 16,
  failures: 5,
  firstOpenMs: 1_000,
  longestOpenMs: 60_000,
};

interface Opening {
  sinceMs: number;
  forMs: number;
  /** The least duration of the next opening in a row. */
  readonly nextMs: number;
}

/** What the result of a call shows of the provider itself. */
export type CallHealth = Pick<CallResult<unknown>, 'provider' | 'retryAfterMs' | 'exchanges'>;

/**
 * Limits the calls to a provider by its health. It allows no call while the provider is known to be down, and then one
 * call as a probe. Then it allows twice as many after each round of successes, so that the queued calls do not all arrive
 * at once.
 */
export class CircuitBreaker {
  private failures = 0;
  private allowance: number;
  private successes = 0;
  private opening: Opening | undefined;
  /** A period ends when the breaker opens. Calls of an earlier period show nothing of the provider's present health. */
  private period = 0;

  constructor(
    private readonly limits: BreakerLimits,
    private readonly random: Random,
  ) {
    this.allowance = limits.maxCalls;
  }

  get currentPeriod(): number {
    return this.period;
  }

  get state(): 'closed' | 'open' {
    return this.opening ? 'open' : 'closed';
  }

  /** The number of calls of this period that may be under way. */
  allowedCalls(nowMs: number): number {
    if (!this.opening) return this.allowance;
    return this.remainingMs(nowMs) > 0 ? 0 : 1;
  }

  /** Milliseconds until the next call is allowed. */
  remainingMs(nowMs: number): number {
    const { opening } = this;
    if (!opening) return 0;
    // A clock that was set back must not make the calls wait for the clock.
    opening.sinceMs = Math.min(opening.sinceMs, nowMs);
    return Math.max(0, opening.sinceMs + opening.forMs - nowMs);
  }

  /** Ends a call that began in this period. An undefined result shows nothing of the provider. */
  callEnded(period: number, result: CallHealth | undefined, nowMs: number): void {
    if (!result) return;
    const { provider, retryAfterMs, exchanges } = result;
    if (retryAfterMs !== null) return this.pause(period, retryAfterMs, nowMs);
    if (period !== this.period) return;
    if (provider === 'down') this.onFailure(nowMs);
    // Without an exchange the provider was perhaps not called.
    else if (exchanges.length > 0) this.onSuccess();
  }

  private onFailure(nowMs: number): void {
    this.failures += 1;
    if (this.opening || this.failures >= this.limits.failures) this.open(nowMs, 0);
  }

  private onSuccess(): void {
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
    this.allowance = Math.min(this.limits.maxCalls, this.allowance * 2);
  }

  /** The provider asked for a pause. The breaker keeps it to the end, whatever other calls show meanwhile. */
  private pause(period: number, leastMs: number, nowMs: number): void {
    if (period === this.period) return this.open(nowMs, leastMs);
    if (!this.opening || this.remainingMs(nowMs) >= leastMs) return;
    this.opening.sinceMs = nowMs;
    this.opening.forMs = leastMs;
  }

  private open(nowMs: number, leastMs: number): void {
    const { firstOpenMs, longestOpenMs } = this.limits;
    const plainMs = this.opening?.nextMs ?? firstOpenMs;
    // Processes that saw the provider fail at the same time must not all call again at the same time.
    const forMs = Math.max(plainMs, leastMs) + this.random.below(Math.ceil(plainMs / 4));
    this.opening = { sinceMs: nowMs, forMs, nextMs: Math.min(plainMs * 2, longestOpenMs) };
    this.period += 1;
    this.failures = 0;
  }
}
