import { Module } from '@nestjs/common';
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { AcceptedPayout, Answer, Deposit, OpenedAccount, Refusal } from '../../src/commands/answers';
import { DepositFunds } from '../../src/commands/deposit-funds';
import { OpenAccount } from '../../src/commands/open-account';
import { RequestPayout } from '../../src/commands/request-payout';
import { ApiModule } from '../../src/api/api.module';
import { configureHttp } from '../../src/api/configure-http';
import type { HealthProbe } from '../../src/api/health/readiness';
import { ApiKeyRegistry } from '../../src/api/keys/api-key-registry';
import { nestLogger } from '../../src/api/nest-logger';
import { systemClock } from '../../src/shared/clock';
import { createLogger, type Logger, silentLogger } from '../../src/shared/logging';
import { parseAmount } from '../../src/shared/money';
import { systemRandom } from '../../src/shared/random';
import { ok, type Result } from '../../src/shared/result';
import { Secret } from '../../src/shared/secret';
import { InMemoryEventStore } from '../support/in-memory-event-store';

export const ADMIN_KEY = 'test-admin-key-0123456789';
const POSITION = { commit: 4711n, prepare: 4711n };

type Script = (command: object) => Result<Answer<unknown>, Refusal> | undefined;

/** What the fake handlers saw, and what they are told to answer instead of accepting. */
export class Dispatched {
  readonly commands: object[] = [];
  script: Script = () => undefined;

  answer<Body>(command: object, body: () => Body): Promise<Result<Answer<Body>, Refusal>> {
    this.commands.push(command);
    const scripted = this.script(command) as Result<Answer<Body>, Refusal> | undefined;
    return Promise.resolve(scripted ?? ok({ body: body(), position: POSITION }));
  }
}

@CommandHandler(OpenAccount)
class FakeOpenAccount implements ICommandHandler<OpenAccount> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: OpenAccount): Promise<Result<Answer<OpenedAccount>, Refusal>> {
    const { accountId, name, currency } = command;
    return this.dispatched.answer(command, () => ({ accountId, name, currency }));
  }
}

@CommandHandler(DepositFunds)
class FakeDepositFunds implements ICommandHandler<DepositFunds> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: DepositFunds): Promise<Result<Answer<Deposit>, Refusal>> {
    const { accountId, amount, provider, reference } = command.request;
    const amountMinor = parseAmount(amount, 'BRL') ?? 0n;
    const fixed = { depositId: 'd-1', currency: 'BRL' as const, depositedAt: '2026-03-01T12:00:00.000Z' };
    return this.dispatched.answer(command, () => ({ accountId, amountMinor, provider, reference, ...fixed }));
  }
}

@CommandHandler(RequestPayout)
class FakeRequestPayout implements ICommandHandler<RequestPayout> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: RequestPayout): Promise<Result<Answer<AcceptedPayout>, Refusal>> {
    const { amount, currency, ...rest } = command.request;
    const amountMinor = parseAmount(amount, currency ?? 'BRL')!;
    const fixed = {
      payoutId: 'p-1',
      currency: currency ?? ('BRL' as const),
      requestedAt: '2026-03-01T12:00:00.000Z',
    };
    return this.dispatched.answer(command, () => ({
      ...rest,
      ...fixed,
      amountMinor,
      heldAmountMinor: amountMinor,
    }));
  }
}

export interface TestApi {
  readonly app: NestExpressApplication;
  /** The address it listens on, without a slash at the end. */
  readonly url: string;
  readonly store: InMemoryEventStore;
  readonly dispatched: Dispatched;
  readonly probes: HealthProbe[];
  readonly logLines: string[];
  close(): Promise<void>;
}

export interface TestApiOptions {
  readonly logged?: boolean;
  readonly store?: InMemoryEventStore;
}

/** The real HTTP pipeline on a free port of the loopback; behind the buses stand fakes that write down what they see. */
export async function startApi({
  logged = false,
  store = new InMemoryEventStore(systemClock),
}: TestApiOptions = {}): Promise<TestApi> {
  const dispatched = new Dispatched();
  const logLines: string[] = [];
  const logger: Logger = logged
    ? createLogger({ level: 'info', destination: { write: line => void logLines.push(line) } })
    : silentLogger;
  const probes: HealthProbe[] = [];
  const keys = new ApiKeyRegistry(store, new Secret(ADMIN_KEY));
  const following = new AbortController();
  const followed = keys.follow(following.signal);
  const options = { logger, clock: systemClock, random: systemRandom, store, keys, probes };

  @Module({
    providers: [
      { provide: Dispatched, useValue: dispatched },
      FakeOpenAccount,
      FakeDepositFunds,
      FakeRequestPayout,
    ],
  })
  class Handlers {}
  const built = await Test.createTestingModule({
    imports: [CqrsModule.forRoot(), Handlers, ApiModule.forRoot(options)],
  }).compile();
  const app = built.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: nestLogger(logger),
  });
  configureHttp(app, options);
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    following.abort();
    await followed;
    await app.close();
  };
  return { app, url: await app.getUrl(), store, dispatched, probes, logLines, close };
}

export const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};

export const PAYOUT = {
  accountId: 'merchant-1',
  provider: 'connectpsp',
  amount: '50.00',
  externalReference: 'withdrawal-user-42-001',
  description: 'User withdrawal',
  payee: PAYEE,
};
