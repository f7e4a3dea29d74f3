import type { Clock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import type { SeededRandom } from './seeded-random';
import type { Timeline } from './timeline';

/** Never settles: what a dead process was waiting for. */
const forever = <Value>(): Promise<Value> => new Promise<Value>(() => {});

/** What the far side of a call does: it either happens, or it does not and the caller sees a fault. */
export interface Passage {
  /** The far side never gets it. */
  readonly lostBefore: boolean;
  /** The far side has done it, the caller does not learn of it. */
  readonly lostAfter: boolean;
}

/**
 * One incarnation of a process. Everything it awaits comes through here, so it can die at every await: before its
 * message leaves, while it is under way, and before the answer reaches it.
 */
export class Life {
  alive = true;
  private readonly onDeath: (() => void)[] = [];
  private skewMs = 0;
  private suspendedUntilMs = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
    /** Whether to die at this await; called at each. */
    private readonly dies: () => boolean,
  ) {}

  readonly clock: Clock = {
    now: () => new Date(this.timeline.nowMs + this.skewMs),
    monotonicMs: () => this.timeline.nowMs,
    wait: (durationMs, signal) => this.wait(durationMs, signal),
  };

  jumpClock(byMs: number): void {
    this.skewMs += byMs;
  }

  get suspended(): boolean {
    return this.timeline.nowMs < this.suspendedUntilMs;
  }

  /** From now on nothing reaches the process, until it goes on as if no time had passed. */
  suspend(durationMs: number): void {
    this.suspendedUntilMs = this.timeline.nowMs + durationMs;
  }

  end(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const act of this.onDeath) act();
  }

  atDeath(act: () => void): void {
    this.onDeath.push(act);
  }

  /** A call to the outside: it may be lost on either way, and the process may die on either side of it. */
  call<Value>(
    effect: () => Value,
    passage: Passage,
    fault: () => Fault,
    latencyMs = this.latency(),
  ): Promise<Value> {
    if (this.passed() === 'dead') return forever();
    return new Promise((resolve, reject) => {
      this.timeline.after(latencyMs, () => {
        if (passage.lostBefore) return this.arrive(() => reject(fault()));
        const value = effect();
        this.arrive(() => (passage.lostAfter ? reject(fault()) : resolve(value)));
      });
    });
  }

  private arrive(deliver: () => void): void {
    this.timeline.after(this.latency(), () =>
      this.whenAwake(() => {
        if (this.passed() === 'alive') deliver();
      }),
    );
  }

  private whenAwake(act: () => void): void {
    if (this.suspended)
      this.timeline.after(this.suspendedUntilMs - this.timeline.nowMs, () => this.whenAwake(act));
    else act();
  }

  private passed(): 'alive' | 'dead' {
    if (this.alive && this.dies()) this.end();
    return this.alive ? 'alive' : 'dead';
  }

  private latency(): number {
    return this.random.between(0, 5);
  }

  private wait(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const finish = () => {
        signal?.removeEventListener('abort', finish);
        if (this.alive) resolve();
      };
      this.timeline.after(durationMs, () => this.whenAwake(finish));
      signal?.addEventListener('abort', finish, { once: true });
    });
  }
}
