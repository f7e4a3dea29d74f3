import { LimitChanges } from '../../src/commands/limits/limit-changes';
import type { LimitScope, LimitTerms } from '../../src/domain/limits/events';
import { limitKey } from '../../src/domain/limits/limit-book';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import type { SeededRandom } from './seeded-random';
import type { Timeline } from './timeline';

const BRL = { currency: 'BRL' } as const;
const RAISE_DELAY_MS = 60_000;
const LONGEST_PAUSE_MS = 240_000;
const CHANGES = 6;

/** Two persons who set limits while clients ask for payouts: before the first one, and again and again. */
export class LimitSetters {
  private readonly changes: LimitChanges;
  private changeIds = 0;

  constructor(
    store: InMemoryEventStore,
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
  ) {
    this.changes = new LimitChanges({ store, clock: { now: () => new Date(timeline.nowMs) } as never });
  }

  start(): void {
    if (!this.random.chance(0.6)) return;
    for (let change = 0; change < CHANGES; change += 1)
      this.timeline.after(change === 0 ? 0 : this.random.below(LONGEST_PAUSE_MS), () => void this.setOne());
  }

  /** What makes a limit stricter is in force at once. What lets more through is confirmed by the other person. */
  private async setOne(): Promise<void> {
    const [scope, terms] = this.drawLimit();
    this.changeIds += 1;
    const changeId = `change-${this.changeIds}`;
    const now = new Date(this.timeline.nowMs).toISOString();
    const wish = { changeId, scope, key: limitKey(terms), terms, reason: 'simulated', proposedBy: 'alice' };
    const cause = { causationId: changeId, correlationId: changeId, actor: 'client:alice' };
    const payeeKey = 'one for all';
    await this.changes.change(
      scope,
      { type: 'ChangeLimit', wantedFrom: null, now, payeeKey, ...wish },
      cause,
    );
    const confirm = {
      type: 'ConfirmChange',
      changeId,
      person: 'bob',
      now,
      raiseDelayMs: RAISE_DELAY_MS,
    } as const;
    await this.changes.change(scope, confirm, { ...cause, actor: 'client:bob' });
  }

  private drawLimit(): [LimitScope, LimitTerms] {
    const amountMinor = BigInt(this.random.between(800, 4_000));
    const client = `client-client-${this.random.below(3)}` as const;
    return this.random.pick<[LimitScope, LimitTerms]>([
      ['all', { kind: 'ACCOUNT_DAY', ...BRL, amountMinor }],
      ['account-shop-0', { kind: 'ACCOUNT_DAY', ...BRL, amountMinor }],
      ['all', { kind: 'PAYEE_DAY', ...BRL, amountMinor: 3n * amountMinor }],
      [client, { kind: 'CLIENT_DAY', ...BRL, amountMinor }],
      ['provider-ntxpay', { kind: 'PER_PAYOUT', ...BRL, amountMinor }],
      ['all', { kind: 'FIRST_PAYMENT', ...BRL, amountMinor }],
      ['all', { kind: 'NIGHT', ...BRL, amountMinor, fromHour: 0, toHour: 0 }],
      ['all', { kind: 'DUPLICATE', ...BRL, withinMinutes: 10, effect: 'block' }],
    ]);
  }
}
