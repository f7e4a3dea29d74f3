import type { ProviderName } from '../../domain/payout/payee';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import { CallQueue, type QueuedCall } from './call-queue';
import { BREAKER_LIMITS, CircuitBreaker, type BreakerLimits, type CallHealth } from './circuit-breaker';

export interface GateParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly limits?: BreakerLimits;
}

/** A permit allows one call to a provider. */
export interface Permit {
  /** Ends the call. `result` shows the provider's health; undefined shows nothing. Only the first release counts. */
  release(result?: CallHealth): void;
}

export interface ProviderGateStatus {
  readonly provider: ProviderName;
  /** `open`: the provider is known to be down, and calls are held back. */
  readonly breaker: 'closed' | 'open';
  readonly underWay: number;
  readonly waiting: number;
  /** Milliseconds from now until the next call. */
  readonly heldBackMs: number;
}

export type PermitListener = (key: string) => void;

/** The gate of one provider. */
export class SingleProviderGate {
  private readonly breaker: CircuitBreaker;
  private readonly queues = { submission: new CallQueue(), query: new CallQueue() };
  /** The keys that have a permit and have not used it yet. */
  private readonly granted = new Set<string>();
  private readonly maxCalls: number;
  private underWay = 0;
  /** The calls under way that began in the present period of the breaker. */
  private current = { period: 0, underWay: 0 };
  private lastKind: QueuedCall['kind'] = 'query';
  private waitingUntilOpen = false;

  constructor(
    private readonly provider: ProviderName,
    private readonly parts: GateParts,
    private readonly onPermit: PermitListener,
    private readonly stopping: AbortSignal,
  ) {
    const limits = parts.limits ?? BREAKER_LIMITS;
    this.breaker = new CircuitBreaker(limits, parts.random);
    this.maxCalls = limits.maxCalls;
  }

  acquire(call: QueuedCall): Permit | undefined {
    // A permit that was granted before the breaker opened is not valid any more.
    const wasGranted = this.granted.delete(call.key);
    if (!wasGranted || this.breaker.allowedCalls(this.nowMs()) <= this.current.underWay) {
      this.queues[call.kind].add(call);
      this.grantNext(call.key);
      if (!this.granted.delete(call.key)) return undefined;
    }
    this.removeFromQueues(call.key);
    return this.begin();
  }

  returnPermit(key: string): void {
    if (this.granted.delete(key)) this.grantNext();
  }

  forget(key: string): void {
    this.removeFromQueues(key);
    this.returnPermit(key);
  }

  status(): ProviderGateStatus {
    const { provider, breaker, underWay } = this;
    const heldBackMs = breaker.remainingMs(this.nowMs());
    return { provider, breaker: breaker.state, underWay, waiting: this.waiting, heldBackMs };
  }

  private get waiting(): number {
    return this.queues.submission.size + this.queues.query.size;
  }

  private removeFromQueues(key: string): void {
    this.queues.submission.remove(key);
    this.queues.query.remove(key);
  }

  private begin(): Permit {
    const { period } = this.currentPeriod();
    this.underWay += 1;
    this.current.underWay += 1;
    let released = false;
    return {
      release: result => {
        if (released) return;
        released = true;
        this.end(period, result);
      },
    };
  }

  private end(period: number, result: CallHealth | undefined): void {
    const before = this.breaker.state;
    this.underWay -= 1;
    if (period === this.current.period) this.current.underWay -= 1;
    this.breaker.callEnded(period, result, this.nowMs());
    this.currentPeriod();
    this.logChange(before);
    this.grantNext();
  }

  /** Calls that were under way when the breaker opened take no permits of the next period. */
  private currentPeriod(): { period: number } {
    const period = this.breaker.currentPeriod;
    if (period !== this.current.period) this.current = { period, underWay: 0 };
    return this.current;
  }

  /**
   * Grants the free permits to queued calls. `self` is the caller, which needs no wake-up. One reading of the clock decides
   * everything: if the pause ended between two readings, there would be neither a permit nor a wait for one.
   */
  private grantNext(self?: string): void {
    const nowMs = this.nowMs();
    while (this.freePermits(nowMs) > 0) {
      const next = this.nextQueue().takeFirst();
      if (!next) break;
      this.lastKind = next.kind;
      this.granted.add(next.key);
      if (next.key !== self) this.onPermit(next.key);
    }
    if (this.waiting > 0) void this.grantWhenOpen(this.breaker.remainingMs(nowMs));
  }

  private freePermits(nowMs: number): number {
    const allowed = this.breaker.allowedCalls(nowMs) - this.current.underWay;
    return Math.min(allowed, this.maxCalls - this.underWay) - this.granted.size;
  }

  /** The kinds take turns, so that many queries do not hold the orders back, nor many orders the queries. */
  private nextQueue(): CallQueue {
    const { submission, query } = this.queues;
    const [first, second] = this.lastKind === 'submission' ? [query, submission] : [submission, query];
    return first.size > 0 ? first : second;
  }

  private async grantWhenOpen(heldBackMs: number): Promise<void> {
    if (heldBackMs === 0 || this.waitingUntilOpen) return;
    this.waitingUntilOpen = true;
    await this.parts.clock.wait(heldBackMs, this.stopping);
    this.waitingUntilOpen = false;
    if (!this.stopping.aborted) this.grantNext();
  }

  private logChange(before: 'closed' | 'open'): void {
    const now = this.breaker.state;
    const { provider } = this;
    const heldBackMs = this.breaker.remainingMs(this.nowMs());
    if (now === 'open' && before === 'closed')
      this.parts.logger.warn({ provider, heldBackMs }, 'the provider is away: orders are held back');
    if (now === 'closed' && before === 'open')
      this.parts.logger.info({ provider, waiting: this.waiting }, 'the provider is back');
  }

  private nowMs(): number {
    return this.parts.clock.monotonicMs();
  }
}
