import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import type { ApprovalDecision } from '../../src/commands/approvals/decide-approval';
import { DecideDeposit } from '../../src/commands/approvals/decide-deposit';
import type { DepositRequested } from '../../src/domain/account/events';
import type { ApprovalRule, ApprovalRuleEvent } from '../../src/domain/approval/events';
import { newEvents } from '../../src/event-store/new-events';
import { APPROVAL_RULES_STREAM } from '../../src/event-store/stream-names';
import { Fault } from '../../src/shared/fault';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { SeededRandom } from './seeded-random';
import type { SimulatedEngine } from './simulated-node';
import type { Timeline } from './timeline';

const CASHIERS = ['cashier-0', 'cashier-1'] as const;
const PEOPLE = ['ana', 'bea', 'eva'] as const;
const VAULT = 'vault';
const LONGEST_PAUSE_MS = 60_000;
const REJECT: ApprovalDecision = { type: 'REJECT', reason: 'no' };

/**
 * Clients who record deposits below and above a rule, now and then the same arrival twice. People approve, reject, do it at the
 * moment of the expiry, or forget; recorders try to approve what they recorded.
 */
export class DepositingPeople {
  private readonly random: SeededRandom;
  private turn = 0;

  /** They draw from a source of their own. */
  constructor(
    seed: number,
    private readonly store: InMemoryEventStore,
    private readonly timeline: Timeline,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
  ) {
    this.random = new SeededRandom(seed * 6_271 + 3);
  }

  /** Two people made the rule before the world began. The clients record until the time. */
  start(untilMs: number): void {
    const rule: ApprovalRule = {
      text: 'Somebody looks',
      for: 'DEPOSIT',
      conditions: { amountAtLeast: { amountMinor: 500n, currency: 'BRL' }, accountId: VAULT },
      approvals: this.random.pick([1, 2]),
      expiryHours: 1,
      effectiveFrom: null,
    };
    const at = new Date(this.timeline.nowMs).toISOString();
    const made = { ruleId: 'arrivals', rule, reason: 'r', proposedBy: 'ana', proposedAt: at };
    const decided = {
      ruleId: 'arrivals',
      version: 1,
      confirmedBy: 'bea',
      confirmedAt: at,
      effectiveFrom: at,
    };
    const bodies: ApprovalRuleEvent[] = [
      { type: 'ApprovalRuleProposed', data: made },
      { type: 'ApprovalRuleConfirmed', data: decided },
    ];
    const cause = { causationId: 'arrivals', correlationId: 'arrivals', actor: 'client:ana' };
    const events = newEvents(APPROVAL_RULES_STREAM, bodies, cause, new Date(this.timeline.nowMs), '-1');
    this.store.appendNow(APPROVAL_RULES_STREAM, 'no_stream', events);
    this.act(untilMs);
  }

  private act(untilMs: number): void {
    this.turn += 1;
    if (this.timeline.nowMs < untilMs) this.record();
    for (const request of this.waiting()) this.decideOn(request);
    this.timeline.after(this.random.between(1_000, LONGEST_PAUSE_MS), () => this.act(untilMs));
  }

  private record(): void {
    const arrival = this.random.chance(0.2) ? this.turn - 1 : this.turn;
    const request = {
      accountId: VAULT,
      amount: this.random.pick(['1.00', '5.00', '9.00']),
      reference: `arrival-${arrival}`,
      provider: 'connectpsp',
    } as const;
    const cashier = this.random.pick(CASHIERS);
    this.send(cashier, async engine => {
      await engine.openAccount.execute(new OpenAccount(cashier, VAULT, 'Vault', 'BRL'));
      await engine.depositFunds.execute(new DepositFunds(cashier, `key-${arrival}`, request));
    });
  }

  /** What people do with a deposit depends on its id: some are decided soon, some at the expiry, some are forgotten. */
  private decideOn({ depositId, clientId, approval }: DepositRequested): void {
    const habit = parseInt(depositId.slice(0, 2), 16) % 4;
    if (habit === 0) return;
    const leftMs = Date.parse(approval.expiresAt) - this.timeline.nowMs;
    if (habit === 1 && leftMs > LONGEST_PAUSE_MS) return;
    if (habit === 1) return this.decideAtExpiry(depositId, leftMs);
    if (this.random.chance(0.1)) this.decide(clientId, depositId, { type: 'APPROVE' });
    if (this.random.chance(0.02)) this.decide(this.random.pick(PEOPLE), depositId, REJECT);
    if (this.random.chance(0.2)) this.decide(this.random.pick(PEOPLE), depositId, { type: 'APPROVE' });
  }

  private decideAtExpiry(depositId: string, leftMs: number): void {
    for (const person of PEOPLE)
      this.timeline.after(Math.max(0, leftMs + this.random.between(-60, 20)), () =>
        this.decide(person, depositId, this.random.chance(0.8) ? { type: 'APPROVE' } : REJECT),
      );
  }

  private decide(name: string, depositId: string, decision: ApprovalDecision): void {
    const key = `${name}-${this.turn}-${depositId}-${decision.type}`;
    const person = { name, accounts: '*', madeKeysOf: [] } as const;
    const command = new DecideDeposit(person, key, VAULT, depositId, decision);
    this.send(name, engine => engine.decideDeposit.execute(command));
  }

  private send(name: string, run: (engine: SimulatedEngine) => Promise<unknown>): void {
    const engine = this.engine();
    if (!engine) return;
    run(engine).catch((error: unknown) => {
      if (!(error instanceof Fault)) this.bugs.push(`${name} saw ${String(error)}`);
    });
  }

  private waiting(): Iterable<DepositRequested> {
    const waiting = new Map<string, DepositRequested>();
    for (const { body } of this.store.eventsOf(`account-${VAULT}`)) {
      const data = body.data as DepositRequested;
      if (body.type === 'DepositRequested') waiting.set(data.depositId, data);
      if (DEPOSIT_ENDS.has(body.type)) waiting.delete(data.depositId);
    }
    return waiting.values();
  }
}

/** What ends the wait of a deposit. */
export const DEPOSIT_ENDS: ReadonlySet<string> = new Set([
  'FundsDeposited',
  'DepositApprovalRejected',
  'DepositApprovalExpired',
]);
