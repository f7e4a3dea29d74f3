import { AccountWriters } from '../../src/commands/accounts/account-writers';
import { LimitChanges } from '../../src/commands/limits/limit-changes';
import { LimitRegistry } from '../../src/commands/limits/limit-registry';
import { LimitShares } from '../../src/commands/limits/limit-shares';
import { PayoutHolds } from '../../src/commands/limits/payout-holds';
import { UsageWriter } from '../../src/commands/limits/usage-writer';
import { PayoutRepository } from '../../src/commands/payouts/payout-repository';
import type { LimitScope, LimitTerms } from '../../src/domain/limits/events';
import { limitKey } from '../../src/domain/limits/limit-book';
import { payeeText } from '../../src/domain/limits/payee-text';
import type { PayoutRequested } from '../../src/domain/payout/events';
import type { Cause } from '../../src/event-store/new-events';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { depositFunds, openAccount } from '../domain/account/account-examples';
import { eventually } from './eventually';
import { InMemoryEventStore } from './in-memory-event-store';

const cause = (id: string): Cause => ({ causationId: id, correlationId: id, actor: 'test' });

/** Processes over one store in memory, in which people set limits and clients ask for payouts. */
export class LimitedWorld {
  readonly clock = new ManualClock(Date.parse('2026-11-30T15:00:00Z'));
  readonly store = new InMemoryEventStore(this.clock);
  private readonly parts = { store: this.store, clock: this.clock };
  private readonly changes = new LimitChanges(this.parts);
  private readonly ending = new AbortController();
  private ids = 0;

  stop(): void {
    this.ending.abort();
  }

  /** One process. Its registry follows the limits when `follows`; else it knows them as `registry` does. */
  process(registry?: LimitRegistry, eventsPerPage?: number) {
    const limits = registry ?? new LimitRegistry({ ...this.parts, tail: this.store });
    if (!registry) void limits.follow(this.ending.signal);
    const accounts = new AccountWriters({
      ...this.parts,
      ...(eventsPerPage !== undefined && { eventsPerPage }),
    });
    const shares = new LimitShares(new UsageWriter(this.parts));
    const payees = { of: payeeText, key: 'test' };
    const holds = new PayoutHolds({ accounts, limits, shares, clock: this.clock, payees });
    return { accounts, holds, limits, payouts: new PayoutRepository(this.parts) };
  }

  async open(accountId: string): Promise<void> {
    const { accounts } = this.process();
    await accounts.execute(accountId, openAccount({ accountId }), cause(`open ${accountId}`));
    const depositId = `deposit ${accountId}`;
    await accounts.execute(accountId, depositFunds({ depositId, amountMinor: 1_000_000n }), cause(depositId));
  }

  /** What lets more through is proposed by one person and confirmed by another, without a delay. */
  async raise(scope: LimitScope, terms: LimitTerms): Promise<void> {
    await this.set(scope, terms);
    const changeId = `change-${this.ids}`;
    const by = { changeId, person: 'bob', now: this.clock.now().toISOString(), raiseDelayMs: 0 };
    const confirmed = await this.changes.change(
      scope,
      { type: 'ConfirmChange', ...by },
      cause(`${changeId} bob`),
    );
    if (!confirmed.ok) throw new Error(`A raise was refused: ${confirmed.refusal}`);
  }

  async set(scope: LimitScope, terms: LimitTerms, person = 'alice'): Promise<void> {
    this.ids += 1;
    const changeId = `change-${this.ids}`;
    const wish = { scope, changeId, key: limitKey(terms), terms, reason: 'r', proposedBy: person };
    const now = this.clock.now().toISOString();
    const payeeKey = { payeeKey: 'test' };
    await this.changes.change(
      scope,
      { type: 'ChangeLimit', wantedFrom: null, now, ...wish, ...payeeKey },
      cause(changeId),
    );
  }

  request(over: Partial<PayoutRequested> = {}, document = '12345678909'): PayoutRequested {
    this.ids += 1;
    const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: document } as const;
    return {
      payoutId: `payout-${this.ids}`,
      clientId: 'shop',
      fingerprint: 'f',
      accountId: 'merchant-1',
      provider: 'connectpsp',
      currency: 'BRL',
      amountMinor: 1_000n,
      expectedFeeAmountMinor: 0n,
      heldAmountMinor: over.amountMinor ?? 1_000n,
      externalReference: `reference-${this.ids}`,
      description: null,
      requestedAt: this.clock.now().toISOString(),
      personal: { payee: { name: 'Maria', document, destination } },
      ...over,
    };
  }

  /** Records the request and asks for the hold: the limit that refused it, or its status. */
  async pay(
    { holds, payouts }: ReturnType<LimitedWorld['process']>,
    request: PayoutRequested,
  ): Promise<string> {
    await payouts.change(request.payoutId, { type: 'RequestPayout', request }, cause(request.payoutId));
    const { status, rejection } = await holds.hold(request, cause(request.payoutId));
    if (rejection)
      await payouts.change(request.payoutId, { type: 'RejectPayout', ...rejection }, cause(request.payoutId));
    return rejection ? (rejection.limit?.limit ?? rejection.code) : status;
  }

  /** Until the registry has the limits of the scope. */
  async known({ limits }: ReturnType<LimitedWorld['process']>): Promise<void> {
    await eventually('the limits are followed', () => Promise.resolve(limits.ready));
  }
}
