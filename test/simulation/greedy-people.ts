import { ResolveCase } from '../../src/commands/cases/resolve-case';
import { caseDecider, type CaseState } from '../../src/domain/case/case';
import type { CaseDecision, CaseEvent } from '../../src/domain/case/events';
import { Fault } from '../../src/shared/fault';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { SeededRandom } from './seeded-random';
import type { SimulatedEngine } from './simulated-node';

const PEOPLE = ['greta', 'gus'] as const;

/** Two people who act as one, and name far more in a decision than its case is about. */
export class GreedyPeople {
  private readonly random: SeededRandom;
  private turn = 0;

  /** They draw from a source of their own. */
  constructor(
    seed: number,
    private readonly store: InMemoryEventStore,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
  ) {
    this.random = new SeededRandom(seed * 6_151 + 3);
  }

  /** Each open case once, by both. */
  look(): void {
    const states = new Map<string, CaseState>();
    for (const { streamId, body } of this.store.log) {
      if (!streamId.startsWith('case-')) continue;
      states.set(
        streamId,
        caseDecider.evolve(states.get(streamId) ?? caseDecider.initial, body as CaseEvent),
      );
    }
    for (const state of states.values()) {
      if (state.status !== 'open' && state.status !== 'proposed') continue;
      this.turn += 1;
      const decision = this.greedy();
      for (const person of PEOPLE) this.decide(person, state.opened.caseId, decision);
    }
  }

  private greedy(): CaseDecision {
    const amountMinor = BigInt(this.random.between(100_000, 1_000_000_000));
    return this.random.pick<CaseDecision>([
      { type: 'WRITE_OFF', amountMinor, direction: 'CAME_TO_FLOAT' },
      { type: 'MARK_PAID', feeAmountMinor: amountMinor, endToEndId: null },
      { type: 'CHARGE_CUSTOMER', amountMinor },
    ]);
  }

  private decide(person: string, caseId: string, decision: CaseDecision): void {
    const command = new ResolveCase(person, `${person}-${this.turn}`, caseId, decision, 'ours', []);
    this.engine()
      ?.resolveCase.execute(command)
      .catch((error: unknown) => {
        if (!(error instanceof Fault)) this.bugs.push(`${person} saw ${String(error)}`);
      });
  }
}
