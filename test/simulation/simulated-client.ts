import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import { RequestPayout } from '../../src/commands/payouts/request-payout';
import type { CommandResult, Refusal } from '../../src/commands/results';
import { Fault } from '../../src/shared/fault';
import { derivedId } from '../../src/shared/ids';
import type { Result } from '../../src/shared/result';
import type { SeededRandom } from './seeded-random';
import { INVALID_PAYEE } from './simulated-provider';
import type { Timeline } from './timeline';
import type { SimulatedEngine } from './simulated-node';

export type SimulatedCommand = OpenAccount | DepositFunds | RequestPayout;

/** The answers that a client got to one command, first to last. They must all be the same. */
export interface ClientAnswer {
  readonly command: SimulatedCommand;
  readonly answers: string[];
  accepted: boolean;
}

export const payoutIdOf = (command: RequestPayout): string =>
  derivedId('payout', command.clientId, command.idempotencyKey);

const TIMEOUT_MS = 20_000;

/** An API client that repeats each command, with the same key, until it is answered; and sometimes once more. */
export class SimulatedClient {
  readonly told: ClientAnswer[] = [];
  finished = false;

  constructor(
    private readonly clientId: string,
    private readonly accountId: string,
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
    private readonly funds = '50.00',
  ) {}

  async live(payouts: number): Promise<void> {
    await this.insist(new OpenAccount(this.clientId, this.accountId, 'Shop', 'BRL'));
    const deposit = {
      accountId: this.accountId,
      amount: this.funds,
      reference: `funds of ${this.clientId}`,
      provider: 'connectpsp',
    } as const;
    await this.insist(new DepositFunds(this.clientId, 'deposit-1', deposit));
    // Every client of the account reports the same deposit. It is booked once.
    const arrival = { ...deposit, amount: '5.00', reference: 'one arrival' };
    await this.insist(new DepositFunds(this.clientId, 'deposit-2', arrival));
    const requests = Array.from({ length: payouts }, (_, index) => this.payLater(index));
    await Promise.all(requests);
    this.finished = true;
  }

  private async payLater(index: number): Promise<void> {
    await this.pause(this.random.below(300_000));
    const { answers } = await this.insist(this.payoutRequest(index));
    if (!answers[0]!.includes('INSUFFICIENT_FUNDS')) return;
    // Its reference is free: two requests of less race for it, and one gets it.
    const again = ['again', 'once-more'].map(key =>
      this.payoutRequest(index, '0.50', `payout-${index}-${key}`),
    );
    await Promise.all(again.map(command => this.insist(command)));
  }

  private payoutRequest(
    index: number,
    amount = `${this.random.between(1, 15)}.${this.random.between(10, 99)}`,
    key = `payout-${index}`,
  ): RequestPayout {
    const name = this.random.chance(0.1) ? INVALID_PAYEE : 'Maria Silva';
    const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' } as const;
    const request = {
      accountId: this.accountId,
      provider: this.random.pick(['connectpsp', 'ntxpay'] as const),
      amount,
      currency: null,
      externalReference: `${this.clientId}-${index}`,
      description: null,
      payee: { name, document: '12345678909', destination },
    } as const;
    return new RequestPayout(this.clientId, key, request);
  }

  /** Until answered; one in five commands is sent again after its answer. */
  private async insist(command: SimulatedCommand): Promise<ClientAnswer> {
    const told: ClientAnswer = { command, answers: [], accepted: false };
    this.told.push(told);
    const wanted = this.random.chance(0.2) ? 2 : 1;
    while (told.answers.length < wanted) {
      // Now and then twice at once, as a client's own retry may do, possibly to two processes.
      const attempts = this.random.chance(0.2) ? 2 : 1;
      const answers = await Promise.all(Array.from({ length: attempts }, () => this.attempt(command)));
      for (const answer of answers) if (answer) this.note(told, answer);
      await this.pause(this.random.between(100, 30_000));
    }
    return told;
  }

  private note(told: ClientAnswer, answer: Result<CommandResult<unknown>, Refusal>): void {
    told.accepted ||= answer.ok;
    const plain = answer.ok ? { ok: answer.value.body } : answer.refusal;
    told.answers.push(
      JSON.stringify(plain, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    );
  }

  /** undefined: no process, no answer in time, or a fault. */
  private attempt(command: SimulatedCommand): Promise<Result<CommandResult<unknown>, Refusal> | undefined> {
    const engine = this.engine();
    if (!engine) return Promise.resolve(undefined);
    return new Promise(resolve => {
      this.timeline.after(TIMEOUT_MS, () => resolve(undefined));
      execute(engine, command).then(resolve, (error: unknown) => {
        if (!(error instanceof Fault)) this.bugs.push(`client saw ${String(error)}`);
        resolve(undefined);
      });
    });
  }

  private pause(durationMs: number): Promise<void> {
    return new Promise(resolve => this.timeline.after(durationMs, resolve));
  }
}

function execute(
  engine: SimulatedEngine,
  command: SimulatedCommand,
): Promise<Result<CommandResult<unknown>, Refusal>> {
  if (command instanceof OpenAccount) return engine.openAccount.execute(command);
  if (command instanceof DepositFunds) return engine.depositFunds.execute(command);
  return engine.requestPayout.execute(command);
}
