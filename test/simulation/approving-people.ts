import { DecideApproval, type ApprovalDecision } from '../../src/commands/approvals/decide-approval';
import type { ApprovalRuleEvent } from '../../src/domain/approval/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { payout, type PayoutState } from '../../src/domain/payout/payout';
import { newEvents } from '../../src/event-store/new-events';
import { APPROVAL_RULES_STREAM } from '../../src/event-store/stream-names';
import { Fault } from '../../src/shared/fault';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { SeededRandom } from './seeded-random';
import type { SimulatedEngine } from './simulated-node';
import type { Timeline } from './timeline';

type Awaiting = Extract<PayoutState, { status: 'awaiting' }>;

const PEOPLE = ['ana', 'bea', 'eva'] as const;
const LOOK_MS = 90_000;
const REJECT: ApprovalDecision = { type: 'REJECT', reason: 'no' };

/** People who approve, reject, do both at once or forget, and requesters who try to approve their own payouts. */
export class ApprovingPeople {
  private readonly random: SeededRandom;
  private readonly habits = new Map<string, string>();
  private readonly states = new Map<string, PayoutState>();
  private seen = 0;
  private turn = 0;

  /** They draw from a source of their own, so that other worlds stay as they are. */
  constructor(
    seed: number,
    private readonly store: InMemoryEventStore,
    private readonly timeline: Timeline,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
  ) {
    this.random = new SeededRandom(seed * 7_919 + 1);
  }

  /** Two people made the rule before the world began. */
  start(): void {
    const conditions = {
      amountAtLeast: { amountMinor: BigInt(this.random.pick([1, 500, 900])), currency: 'BRL' },
    };
    const expiryHours = this.random.pick([1, 2, 5]);
    const approvals = this.random.pick([1, 1, 2]);
    const rule = { text: 'Somebody looks', conditions, approvals, expiryHours, effectiveFrom: null };
    const at = new Date(this.timeline.nowMs).toISOString();
    const made = { ruleId: 'rule', rule, reason: 'r', proposedBy: 'ana', proposedAt: at };
    const confirmed = { ruleId: 'rule', version: 1, confirmedBy: 'bea', confirmedAt: at, effectiveFrom: at };
    const bodies = [
      { type: 'ApprovalRuleProposed', data: made },
      { type: 'ApprovalRuleConfirmed', data: confirmed },
    ] as ApprovalRuleEvent[];
    const cause = { causationId: 'rules', correlationId: 'rules', actor: 'client:ana' };
    const events = newEvents(APPROVAL_RULES_STREAM, bodies, cause, new Date(this.timeline.nowMs), '-1');
    this.store.appendNow(APPROVAL_RULES_STREAM, 'no_stream', events);
    this.look();
  }

  private look(): void {
    for (const state of this.waiting()) this.decideOn(state);
    this.timeline.after(this.random.between(1_000, LOOK_MS), () => this.look());
  }

  private decideOn(state: Awaiting): void {
    const { payoutId, clientId } = state.request;
    if (this.habitFor(state) !== 'SOON') return;
    if (this.random.chance(0.1)) this.decide(clientId, payoutId, { type: 'APPROVE' });
    if (this.random.chance(0.03)) this.decide(this.random.pick(PEOPLE), payoutId, REJECT);
    if (this.random.chance(0.15)) this.decide(this.random.pick(PEOPLE), payoutId, { type: 'APPROVE' });
  }

  /** What people do with a payout: they decide soon, or several of them at its expiry, or they forget it. */
  private habitFor({ request: { payoutId, approval } }: Awaiting): string {
    const known = this.habits.get(payoutId);
    if (known) return known;
    const habit = this.random.pick(['SOON', 'SOON', 'AT_EXPIRY', 'NEVER']);
    this.habits.set(payoutId, habit);
    const leftMs = Date.parse(approval!.expiresAt) - this.timeline.nowMs;
    if (habit === 'AT_EXPIRY')
      for (const person of PEOPLE)
        this.timeline.after(Math.max(0, leftMs + this.random.between(-60, 20)), () =>
          this.decide(person, payoutId, this.random.chance(0.8) ? { type: 'APPROVE' } : REJECT),
        );
    return habit;
  }

  private decide(person: string, payoutId: string, decision: ApprovalDecision): void {
    const engine = this.engine();
    if (!engine) return;
    this.turn += 1;
    const who = { name: person, accounts: '*', madeKeysOf: [] } as const;
    const command = new DecideApproval(who, `${person}-${this.turn}`, payoutId, decision);
    engine.decideApproval.execute(command).catch((error: unknown) => {
      if (!(error instanceof Fault)) this.bugs.push(`${person} saw ${String(error)}`);
    });
  }

  /** Folds only what was recorded since the last look: there are thousands of looks. */
  private *waiting(): Iterable<Awaiting> {
    const { log } = this.store;
    for (; this.seen < log.length; this.seen += 1) {
      const { streamId, body } = log[this.seen]!;
      if (!streamId.startsWith('payout-')) continue;
      const known = this.states.get(streamId) ?? payout.initial;
      this.states.set(streamId, payout.evolve(known, body as PayoutEvent));
    }
    for (const state of this.states.values()) if (state.status === 'awaiting') yield state;
  }
}
