import { createEngine, type Engine, type EngineParts } from '../../src/composition/engine';
import type { AccountEvent } from '../../src/domain/account/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { EventBody } from '../../src/event-store/event-store';
import { payoutToWake } from '../../src/saga/payouts/payout.process';
import { commandHandlers, type CommandHandlers } from '../support/command-handlers';
import { allPartitions, type Partitions } from '../../src/saga/partitions/partitions';
import type { Life } from './life';

/** What is changed about the engine's parts to plant a bug, or about what the command handlers see of the engine. */
export interface Mutation {
  (parts: EngineParts): EngineParts;
  readonly engine?: (engine: Engine) => Engine;
}

/** The engine with the command handlers that Nest makes in the service. */
export type SimulatedEngine = Engine & CommandHandlers;

/** One process of the service: its engine, as the service wires it, for as long as it lives. */
export class SimulatedNode {
  private current: { life: Life; engine: SimulatedEngine; partitions: Partitions } | undefined;

  constructor(
    private readonly partsFor: (life: Life) => EngineParts,
    private readonly mutate: Mutation,
    private readonly prepare: (engine: SimulatedEngine) => void,
    private readonly giveLife: () => Life,
    private readonly onDeath: () => void,
  ) {}

  get alive(): boolean {
    return this.current?.life.alive ?? false;
  }

  get engine(): SimulatedEngine | undefined {
    return this.alive && !this.current?.life.suspended ? this.current?.engine : undefined;
  }

  /** Whether it would work on an item of this partition now. */
  owns(partition: number): boolean {
    return this.engine !== undefined && this.current!.partitions.owns(partition);
  }

  suspend(durationMs: number): void {
    this.current?.life.suspend(durationMs);
  }

  /** What Nest's saga does in the service. */
  wake(events: readonly EventBody[]): void {
    for (const event of events) {
      const payoutId = payoutToWake(event as PayoutEvent | AccountEvent);
      if (payoutId !== undefined) this.engine?.saga.wake(payoutId);
    }
  }

  start(): void {
    const life = this.giveLife();
    life.atDeath(this.onDeath);
    const parts = this.mutate(this.partsFor(life));
    const made = createEngine(parts);
    const engine = this.mutate.engine?.(made) ?? made;
    const { partitions = allPartitions } = parts;
    this.current = { life, engine: { ...engine, ...commandHandlers(engine, parts) }, partitions };
    this.prepare(this.current.engine);
    engine.saga.start();
  }

  jumpClock(byMs: number): void {
    this.current?.life.jumpClock(byMs);
  }
}
