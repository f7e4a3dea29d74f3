import { createEngine, type Engine, type EngineParts } from '../../src/composition/engine';
import type { AccountEvent } from '../../src/domain/account/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { EventBody } from '../../src/event-store/event-store';
import { cueOf } from '../../src/saga/payouts/payout.process';
import type { Life } from './life';

/** What is changed about the engine's parts to plant a bug. */
export type Mutation = (parts: EngineParts) => EngineParts;

/** One process of the service: its engine, as the service wires it, for as long as it lives. */
export class SimulatedNode {
  private current: { life: Life; engine: Engine } | undefined;

  constructor(
    private readonly partsFor: (life: Life) => EngineParts,
    private readonly mutate: Mutation,
    private readonly giveLife: () => Life,
    private readonly onDeath: () => void,
  ) {}

  get alive(): boolean {
    return this.current?.life.alive ?? false;
  }

  get engine(): Engine | undefined {
    return this.alive && !this.current?.life.suspended ? this.current?.engine : undefined;
  }

  suspend(durationMs: number): void {
    this.current?.life.suspend(durationMs);
  }

  /** What Nest's saga does in the service. */
  wake(events: readonly EventBody[]): void {
    for (const event of events) {
      const payoutId = cueOf(event as PayoutEvent | AccountEvent);
      if (payoutId !== undefined) this.engine?.saga.wake(payoutId);
    }
  }

  start(): void {
    const life = this.giveLife();
    life.atDeath(this.onDeath);
    const engine = createEngine(this.mutate(this.partsFor(life)));
    this.current = { life, engine };
    engine.saga.start();
  }

  jumpClock(byMs: number): void {
    this.current?.life.jumpClock(byMs);
  }
}
