import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { CloseAccount } from '../../src/commands/accounts/life/close-account';
import { ReopenAccount } from '../../src/commands/accounts/life/reopen-account';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import { ReverseDeposit } from '../../src/commands/accounts/reverse-deposit';
import { RequestPayout } from '../../src/commands/payouts/request-payout';
import type { FundsDeposited } from '../../src/domain/account/events';
import { Fault } from '../../src/shared/fault';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { SeededRandom } from './seeded-random';
import type { SimulatedEngine } from './simulated-node';
import type { Timeline } from './timeline';

const DESK = 'desk';
const PEOPLE = ['ida', 'ivo'] as const;
const TILLS = ['till-0', 'till-1'] as const;
const LONGEST_PAUSE_MS = 15_000;

/**
 * People who close and reopen accounts at random: those of clients, and two of their own. On their own accounts they also
 * deposit, reverse and pay, so that an account is empty now and then and is used again after it was closed.
 */
export class AccountKeepers {
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
    this.random = new SeededRandom(seed * 9_973 + 5);
  }

  /** Until the time: then the cases and payouts that they began come to their end. */
  start(untilMs: number): void {
    this.act();
    const pause = this.random.between(100, LONGEST_PAUSE_MS);
    if (this.timeline.nowMs + pause < untilMs) this.timeline.after(pause, () => this.start(untilMs));
  }

  private act(): void {
    const engine = this.engine();
    if (!engine) return;
    this.turn += 1;
    const till = this.random.pick(TILLS);
    const key = `turn-${this.turn}`;
    this.random
      .pick([
        () => engine.openAccount.execute(new OpenAccount(DESK, till, 'Till', 'BRL')),
        () =>
          engine.depositFunds.execute(
            new DepositFunds(DESK, key, {
              accountId: till,
              amount: '1.00',
              reference: key,
              provider: 'connectpsp',
            }),
          ),
        () => engine.requestPayout.execute(payoutFrom(till, key)),
        () => this.reverse(engine, key),
        () =>
          engine.closeAccount.execute(
            new CloseAccount(this.random.pick(PEOPLE), key, this.anyAccount(), 'over'),
          ),
        () =>
          engine.reopenAccount.execute(
            new ReopenAccount(this.random.pick(PEOPLE), key, this.anyAccount(), 'again', []),
          ),
      ])()
      .catch((error: unknown) => {
        if (!(error instanceof Fault)) this.bugs.push(`the desk saw ${String(error)}`);
      });
  }

  private anyAccount(): string {
    return this.random.chance(0.7) ? this.random.pick(TILLS) : `shop-${this.random.below(2)}`;
  }

  /** One person's reversal of a deposit of theirs; another one makes it final at some later turn. */
  private reverse(engine: SimulatedEngine, key: string): Promise<unknown> {
    const deposits = this.store.log.flatMap(({ body }) =>
      body.type === 'FundsDeposited' ? [body.data as FundsDeposited] : [],
    );
    const own = deposits.filter(({ clientId }) => clientId === DESK);
    if (own.length === 0) return Promise.resolve();
    const { accountId, depositId } = this.random.pick(own.slice(-3));
    const request = { accountId, depositId, amount: '1.00', overdraft: null, reason: 'slip' };
    return engine.reverseDeposit.execute(new ReverseDeposit(this.random.pick(PEOPLE), key, request, []));
  }
}

function payoutFrom(accountId: string, key: string): RequestPayout {
  const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' } as const;
  return new RequestPayout(DESK, key, {
    accountId,
    provider: 'connectpsp',
    amount: '0.80',
    currency: null,
    externalReference: `${DESK}-${key}`,
    description: null,
    payee: { name: 'Maria Silva', document: '12345678909', destination },
  });
}
