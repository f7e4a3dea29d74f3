import type { ProviderName } from '../../domain/payout/payee';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import { BREAKER_LIMITS, CircuitBreaker, type BreakerLimits, type Told } from './circuit-breaker';
import { WaitingLine, type Caller } from './call-queue';

export interface GateParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly limits?: BreakerLimits;
}

/** The right to make one call. */
export interface Pass {
  /** To be told when the call is over, with what it told of the provider; without, nothing was learnt. Once is enough. */
  leave(told?: Told): void;
}

export interface DoorStatus {
  readonly provider: ProviderName;
  /** open: the provider is known to be away, and submissions are held back. */
  readonly breaker: 'closed' | 'open';
  readonly underWay: number;
  readonly waiting: number;
  /** Until nothing is sent, in milliseconds from now. */
  readonly heldBackMs: number;
}

type Listener = (key: string) => void;

/**
 * The way to each provider, for one process. Who may not go is not kept waiting inside: it is written down, oldest
 * request first, and its turn is told to the listener.
 */
export class ProviderGate {
  private readonly doors = new Map<ProviderName, Door>();
  private readonly stopping = new AbortController();
  private tell: Listener = () => {};

  constructor(private readonly parts: GateParts) {}

  /** Who is told that a caller's turn has come: it should then come again, or give the place back. */
  onTurn(listener: Listener): void {
    this.tell = listener;
  }

  /** A pass, or undefined: it is not the caller's turn, which will be told. */
  enter(provider: ProviderName, caller: Caller): Pass | undefined {
    return this.door(provider).enter(caller);
  }

  /** The caller does not use the place that it was told of, if there is one. */
  giveBack(key: string): void {
    for (const door of this.doors.values()) door.giveBack(key);
  }

  /** Nothing more will come of this caller. */
  forget(key: string): void {
    for (const door of this.doors.values()) door.forget(key);
  }

  status(): readonly DoorStatus[] {
    return [...this.doors.values()].map(door => door.status());
  }

  stop(): void {
    this.stopping.abort();
  }

  private door(provider: ProviderName): Door {
    const known = this.doors.get(provider);
    if (known) return known;
    const door = new Door(provider, this.parts, key => this.tell(key), this.stopping.signal);
    this.doors.set(provider, door);
    return door;
  }
}

/** One provider's. */
class Door {
  private readonly breaker: CircuitBreaker;
  private readonly lines = { submission: new WaitingLine(), question: new WaitingLine() };
  /** Told that it is their turn, and not come yet. */
  private readonly called = new Set<string>();
  private readonly places: number;
  private underWay = 0;
  /** Of the breaker's present period. */
  private current = { period: 0, underWay: 0 };
  private lastKind: Caller['kind'] = 'question';
  private waitingUntilOpen = false;

  constructor(
    private readonly provider: ProviderName,
    private readonly parts: GateParts,
    private readonly tell: Listener,
    private readonly stopping: AbortSignal,
  ) {
    const limits = parts.limits ?? BREAKER_LIMITS;
    this.breaker = new CircuitBreaker(limits, parts.random);
    this.places = limits.places;
  }

  enter(caller: Caller): Pass | undefined {
    // Whoever was told before the provider was known to be away has missed their turn.
    const wasTold = this.called.delete(caller.key);
    if (!wasTold || this.breaker.places(this.nowMs()) <= this.current.underWay) {
      this.lines[caller.kind].add(caller);
      this.callNext(caller.key);
      if (!this.called.delete(caller.key)) return undefined;
    }
    this.lines.submission.remove(caller.key);
    this.lines.question.remove(caller.key);
    return this.begin();
  }

  giveBack(key: string): void {
    if (this.called.delete(key)) this.callNext();
  }

  forget(key: string): void {
    this.lines.submission.remove(key);
    this.lines.question.remove(key);
    this.giveBack(key);
  }

  status(): DoorStatus {
    const { provider, breaker, underWay } = this;
    const heldBackMs = breaker.remainingMs(this.nowMs());
    return { provider, breaker: breaker.state, underWay, waiting: this.waiting, heldBackMs };
  }

  private get waiting(): number {
    return this.lines.submission.size + this.lines.question.size;
  }

  private begin(): Pass {
    const { period } = this.keepPeriod();
    this.underWay += 1;
    this.current.underWay += 1;
    let left = false;
    return {
      leave: told => {
        if (left) return;
        left = true;
        this.end(period, told);
      },
    };
  }

  private end(period: number, told: Told | undefined): void {
    const before = this.breaker.state;
    this.underWay -= 1;
    if (period === this.current.period) this.current.underWay -= 1;
    this.breaker.ended(period, told, this.nowMs());
    this.keepPeriod();
    this.log(before);
    this.callNext();
  }

  /** What was under way when the breaker opened takes none of the places of the time after. */
  private keepPeriod(): { period: number } {
    const period = this.breaker.currentPeriod;
    if (period !== this.current.period) this.current = { period, underWay: 0 };
    return this.current;
  }

  /** Gives the free places to those who wait; `self` is here already and need not be told. */
  private callNext(self?: string): void {
    while (this.freePlaces() > 0) {
      const next = this.nextLine().takeFirst();
      if (!next) break;
      this.lastKind = next.kind;
      this.called.add(next.key);
      if (next.key !== self) this.tell(next.key);
    }
    if (this.waiting > 0) void this.callWhenOpen();
  }

  private freePlaces(): number {
    const allowed = this.breaker.places(this.nowMs()) - this.current.underWay;
    return Math.min(allowed, this.places - this.underWay) - this.called.size;
  }

  /** In turns, so that many questions do not keep the orders back, nor the orders the questions. */
  private nextLine(): WaitingLine {
    const { submission, question } = this.lines;
    const [first, second] = this.lastKind === 'submission' ? [question, submission] : [submission, question];
    return first.size > 0 ? first : second;
  }

  private async callWhenOpen(): Promise<void> {
    const heldBackMs = this.breaker.remainingMs(this.nowMs());
    if (heldBackMs === 0 || this.waitingUntilOpen) return;
    this.waitingUntilOpen = true;
    await this.parts.clock.wait(heldBackMs, this.stopping);
    this.waitingUntilOpen = false;
    if (!this.stopping.aborted) this.callNext();
  }

  private log(before: 'closed' | 'open'): void {
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
