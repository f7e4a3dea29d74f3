import { SettleFees, type FeeSettlementRequest } from '../../src/commands/ledger/fees/settle-fees';
import type { FeeEvent } from '../../src/domain/journal/events';
import {
  feeSettlements,
  owedMinor,
  type FeeSettlements,
} from '../../src/domain/journal/fees/fee-settlements';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { Fault } from '../../src/shared/fault';
import { feesChargedIn } from '../support/fee-books';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { SeededRandom } from './seeded-random';
import type { SimulatedEngine } from './simulated-node';
import type { Timeline } from './timeline';

const PEOPLE = ['fay', 'finn', 'flo'] as const;
const PROVIDERS = ['connectpsp', 'ntxpay'] as const;
const LONGEST_PAUSE_MS = 20_000;

/**
 * People who settle the fees of providers at random: as much as is owed, a part of it, or too much. They confirm what another
 * one proposed, or try to confirm their own. They send one request twice at the same time, and several settlements at once.
 */
export class FeePayers {
  private readonly random: SeededRandom;
  private readonly answers = new Map<string, string>();
  private turn = 0;

  /** They draw from a source of their own. */
  constructor(
    seed: number,
    private readonly store: InMemoryEventStore,
    private readonly timeline: Timeline,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
  ) {
    this.random = new SeededRandom(seed * 5_471 + 7);
  }

  start(untilMs: number): void {
    for (let count = this.random.between(1, 3); count > 0; count -= 1) this.act();
    const pause = this.random.between(100, LONGEST_PAUSE_MS);
    if (this.timeline.nowMs + pause < untilMs) this.timeline.after(pause, () => this.start(untilMs));
  }

  private act(): void {
    this.turn += 1;
    const provider = this.random.pick(PROVIDERS);
    const state = settlementsIn(this.store.eventsOf(`provider-${provider}`));
    const proposed = [...state.settlements.values()].filter(({ status }) => status === 'PROPOSED');
    const confirms = proposed.length > 0 && this.random.chance(0.6);
    const request = confirms
      ? { ...this.random.pick(proposed).data, evidence: 'seen' }
      : this.newRequest(provider, state);
    const person = this.random.pick(PEOPLE);
    for (let times = this.random.pick([1, 1, 2]); times > 0; times -= 1) this.send(person, request);
  }

  private newRequest(provider: (typeof PROVIDERS)[number], state: FeeSettlements): FeeSettlementRequest {
    const owed = Number(owedMinor(state, 'BRL', feesChargedIn(this.store.log, provider)));
    const most = this.random.pick([owed, owed, owed + 5]);
    const amountMinor = BigInt(Math.max(this.random.between(Math.floor(most / 2), most), 1));
    const paidFrom = this.random.pick(['FLOAT', 'HOUSE'] as const);
    const reference = `invoice-${this.random.below(20)}`;
    return { provider, currency: 'BRL', amountMinor, paidFrom, reference, evidence: 'seen' };
  }

  private send(person: string, request: FeeSettlementRequest): void {
    const { provider, currency, amountMinor, paidFrom, reference, evidence } = request;
    const wish = { provider, currency, amountMinor, paidFrom, reference, evidence };
    const key = `${person}-${this.turn}`;
    this.engine()
      ?.settleFees.execute(new SettleFees(person, key, wish))
      .then(result => {
        if (result.ok) this.compare(key, `${result.value.body.status} at ${result.value.position.commit}`);
      })
      .catch((error: unknown) => {
        if (!(error instanceof Fault)) this.bugs.push(`${person} saw ${String(error)}`);
      });
  }

  /** I11: one request that takes effect has one answer. */
  private compare(key: string, answer: string): void {
    const first = this.answers.get(key) ?? answer;
    this.answers.set(key, first);
    if (first !== answer) this.bugs.push(`I11 ${key} was answered ${first} and ${answer}`);
  }
}

const settlementsIn = (events: readonly RecordedEvent[]): FeeSettlements =>
  events.reduce((state, { body }) => feeSettlements.evolve(state, body as FeeEvent), feeSettlements.initial);

/** I21: who settles is another client than the one that proposed it, by what each event says of its request. */
export function settledAlone(events: readonly RecordedEvent[]): string[] {
  const proposers = new Map<string, string>();
  return events.flatMap(({ streamId, body, metadata: { actor } }) => {
    const event = body as FeeEvent;
    if (!streamId.startsWith('provider-')) return [];
    const { settlementId } = event.data;
    if (event.type === 'FeeSettlementProposed') proposers.set(settlementId, actor);
    const isAlone = event.type === 'ProviderFeesSettled' && proposers.get(settlementId) === actor;
    return isAlone ? [`I21 ${settlementId} was settled by ${actor} alone`] : [];
  });
}

/** I21: what is settled altogether is never above what was charged by then, but for fees that were reversed. */
export function settledAboveFees(events: readonly RecordedEvent[]): string[] {
  const settled = new Map<string, bigint>();
  return events.flatMap(({ streamId, body }, index) => {
    const event = body as FeeEvent;
    if (!streamId.startsWith('provider-') || event.type !== 'ProviderFeesSettled') return [];
    const { provider, amountMinor } = event.data;
    const total = (settled.get(provider) ?? 0n) + amountMinor;
    settled.set(provider, total);
    const { chargedMinor } = feesChargedIn(events.slice(0, index), provider);
    return total > chargedMinor ? [`I21 ${provider} was paid ${total} of ${chargedMinor}`] : [];
  });
}
