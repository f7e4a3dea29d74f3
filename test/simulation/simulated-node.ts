import { createEngine, type Engine, type EngineParts } from '../../src/composition/engine';
import type { ProviderName } from '../../src/domain/payout/payee';
import type { Provider } from '../../src/providers/provider';
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
    return this.alive ? this.current?.engine : undefined;
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

export const onlyProvider = (provider: Provider): ReadonlyMap<ProviderName, Provider> =>
  new Map([[provider.name, provider]]);
