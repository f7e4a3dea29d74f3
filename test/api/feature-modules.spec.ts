import type { InjectionToken, Type } from '@nestjs/common';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import supertest from 'supertest';
import { AccountsModule } from '../../src/api/accounts/accounts.module';
import { AuditController } from '../../src/api/audit/audit.controller';
import { AuditModule } from '../../src/api/audit/audit.module';
import { CasesModule } from '../../src/api/cases/cases.module';
import { configureHttp } from '../../src/api/http/configure-http';
import { HttpModule } from '../../src/api/http/http.module';
import { ApiKeyRegistry } from '../../src/api/auth/keys/api-key-registry';
import { KeysModule } from '../../src/api/auth/keys/keys.module';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { LedgerModule } from '../../src/api/ledger/ledger.module';
import { OperationsModule } from '../../src/api/operations/operations.module';
import { PayoutsModule } from '../../src/api/payouts/payouts.module';
import { ReconciliationsModule } from '../../src/api/reconciliations/reconciliations.module';
import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import { ReverseDeposit } from '../../src/commands/accounts/reverse-deposit';
import { ResolveCase } from '../../src/commands/cases/resolve-case';
import { RequestPayout } from '../../src/commands/payouts/request-payout';
import { ReconcileStatement } from '../../src/commands/reconciliation/reconcile-statement';
import { EngineSettings } from '../../src/composition/modules/engine.module';
import { EventStore } from '../../src/event-store/event-store';
import { LogTail } from '../../src/event-store/log/log-tail';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { ReadModels } from '../../src/projections/read-models';
import { Database } from '../../src/projections/schema';
import { GetAccount } from '../../src/queries/accounts/get-account';
import { ListCases } from '../../src/queries/cases/list-cases';
import { GetTrialBalance } from '../../src/queries/ledger/get-trial-balance';
import { GetPayout } from '../../src/queries/payouts/get-payout';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import { ReadModelFreshness } from '../../src/queries/reading/read-model-freshness';
import { DrivePayout } from '../../src/saga/runner/drive-payout';
import { SagaRunner } from '../../src/saga/runner/saga-runner';
import { SagaModule } from '../../src/saga/saga.module';
import { Clock, systemClock } from '../../src/shared/clock';
import { Secret } from '../../src/shared/settings/secret';
import { silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { WebhooksModule } from '../../src/webhooks/webhooks.module';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { eventually } from '../support/eventually';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { testPorts } from './ports';
import { NO_LIMITS } from '../support/no-limits';

/** Each feature module is built alone, on ports that are overridden by their classes: nothing listens on a port. */

const store = new InMemoryEventStore(systemClock);
let postgres: TestPostgres;
let readModels: ReadModels;
let app: NestExpressApplication;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const { url: databaseUrl } = postgres;
  readModels = new ReadModels({ eventStore: store, databaseUrl, clock: systemClock, logger: silentLogger });
  await readModels.start();
});
afterEach(() => app.close());
afterAll(async () => {
  await readModels.stop();
  await postgres.stop();
});

/** The test's own ports, by the classes that are their tokens. */
function ports(): (readonly [token: InjectionToken, value: unknown])[] {
  const { database } = postgres;
  const ends = new LogEndReader(store);
  const readPosition = new PositionWaiter({ database, clock: systemClock });
  const storeTime = () => Promise.resolve(systemClock.now());
  const freshness = new ReadModelFreshness({ ends, readPosition, storeTime, clock: systemClock });
  return [
    [EventStore, store],
    [LogTail, store],
    [LogEndReader, ends],
    [Database, database],
    [ReadModelFreshness, freshness],
  ];
}

async function build(feature: Type, more: ReturnType<typeof ports> = []): Promise<void> {
  const builder = Test.createTestingModule({ imports: [CqrsModule.forRoot(), ...testPorts(), feature] });
  for (const [token, value] of [...ports(), ...more]) builder.overrideProvider(token).useValue(value);
  app = (await builder.compile()).createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: false,
  });
  configureHttp(app);
  await app.init();
}

const commands = () => app.get(CommandBus);
const queries = () => app.get(QueryBus);
const typesIn = (prefix: string) =>
  store.log.filter(({ streamId }) => streamId.startsWith(prefix)).map(({ body }) => body.type);
const allRead = () => app.get(ReadModelFreshness).waitUntilCurrent(undefined, 20_000);

const DEPOSIT = { accountId: 'shop', amount: '100.00', reference: 'r1', provider: 'connectpsp' as const };
const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX' as const, pixKeyType: 'CPF' as const, pixKey: '12345678909' },
};
const PAYOUT = {
  accountId: 'shop',
  provider: 'connectpsp' as const,
  amount: '5.00',
  currency: null,
  externalReference: 'one',
  description: null,
  payee: PAYEE,
};

/** An account with money, by the real handlers. Repeating it changes nothing. */
async function fund(): Promise<string> {
  await commands().execute(new OpenAccount('client', 'shop', 'Shop', 'BRL'));
  const deposited = await commands().execute(new DepositFunds('client', 'deposit', DEPOSIT));
  if (!deposited.ok) throw new Error(deposited.refusal.code);
  return deposited.value.body.depositId;
}

describe('a feature module alone', () => {
  it('accounts: opens an account, books a deposit and finds the account', async () => {
    await build(AccountsModule);
    await fund();
    expect(typesIn('account-shop')).toEqual(['AccountOpened', 'FundsDeposited']);
    expect(await queries().execute(new GetAccount('shop'))).toMatchObject({
      ok: true,
      value: { body: { name: 'Shop', availableMinor: 10_000n } },
    });
  });

  it('payouts: accepts a payout, holds its money and finds it', async () => {
    await build(AccountsModule);
    await fund();
    await app.close();
    await build(PayoutsModule);
    const accepted = await commands().execute(new RequestPayout('client', 'payout', PAYOUT));
    if (!accepted.ok) throw new Error(accepted.refusal.code);
    expect(typesIn('account-shop')).toContain('FundsHeld');
    const { payoutId } = accepted.value.body;
    expect(await queries().execute(new GetPayout(payoutId))).toMatchObject({
      ok: true,
      value: { body: { id: payoutId, status: 'PROCESSING' } },
    });
  });

  it('cases: lists a case and takes a person’s decision on it', async () => {
    await build(AccountsModule);
    const depositId = await fund();
    const reversal = { accountId: 'shop', depositId, amount: '100.00', overdraft: '5.00', reason: 'wrong' };
    const proposed = await commands().execute(new ReverseDeposit('ana', 'key', reversal, []));
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    await app.close();
    await build(CasesModule);
    await allRead();
    const { caseId } = proposed.value.body;
    expect(await queries().execute(new ListCases('*', { status: 'ALL' }))).toMatchObject({
      value: { body: { items: [{ id: caseId, status: 'PROPOSED' }] } },
    });
    const decision = new ResolveCase('bia', 'key', caseId, { type: 'DISMISS' }, 'the deposit is right', []);
    expect(await commands().execute(decision)).toMatchObject({ ok: true, value: { body: { caseId } } });
    expect(typesIn('case-').at(-1)).toBe('CaseDecisionConfirmed');
  });

  it('ledger: gives the trial balance', async () => {
    await build(LedgerModule);
    await allRead();
    const found = await queries().execute(new GetTrialBalance());
    if (!found.ok) throw new Error(found.refusal.code);
    const [sum] = found.value.body.sums;
    expect(sum).toMatchObject({ currency: 'BRL' });
    expect(sum?.debitTotalMinor).toBe(sum?.creditTotalMinor);
  });

  it('reconciliations: compares a statement with the books', async () => {
    await build(ReconciliationsModule);
    const text = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date\n';
    const file = {
      provider: 'connectpsp',
      format: 'csv',
      bytes: Buffer.from(`${text}PAYOUT,COMPLETED,P,R,E,1.00,0.01,`),
    };
    const period = { from: new Date('2026-03-10T03:00:00Z'), to: new Date('2026-03-11T03:00:00Z') };
    const command = new ReconcileStatement('accounting', {
      ...file,
      ...period,
    } as ReconcileStatement['file']);
    expect(await commands().execute(command)).toMatchObject({ ok: true, value: { body: { breaks: 1 } } });
    expect(typesIn('reconciliation-')).toContain('StatementReconciled');
  });

  it('webhooks: stores what a provider sends, as its bytes', async () => {
    const provider = {
      name: 'connectpsp',
      notificationProof: 'sender',
      verifyNotification: () => true,
      parseNotification: () => ({ identity: { eventType: 'PAID', providerId: 'P1', endToEndId: 'E1' } }),
    };
    const settings = { ...NO_LIMITS, providers: new Map([['connectpsp', provider]]), sweepIntervalMs: 200 };
    await build(WebhooksModule, [[EngineSettings, settings]]);
    const sent = supertest(app.getHttpServer())
      .post('/webhooks/connectpsp')
      .type('text/plain')
      .send('{ "a": 1 }');
    expect((await sent).body).toEqual({ received: true });
    const last = store.log.at(-1)?.body;
    expect(last).toMatchObject({
      type: 'ProviderNotificationReceived',
      data: { personal: { rawBody: '{ "a": 1 }' } },
    });
  });

  it('audit: shows a stream as it was recorded', async () => {
    await build(AuditModule);
    const auditor = new ApiKeyRegistry({ store, tail: store, clock: systemClock }, new Secret('an-auditor'));
    const client = auditor.authenticate('an-auditor')!;
    const page = await app.get(AuditController, { strict: false }).stream(client, 'account-shop', {});
    expect(page.items[0]).toMatchObject({ type: 'AccountOpened' });
  });

  it('operations: reports health and metrics', async () => {
    await build(OperationsModule);
    const server = app.getHttpServer();
    expect((await supertest(server).get('/health/ready')).body).toMatchObject({ status: 'ready' });
    expect((await supertest(server).get('/metrics')).text).toContain('holdfast_metric_failed');
  });

  it('keys: follows the keys from the start to the shutdown', async () => {
    await build(KeysModule);
    const registry = app.get(ApiKeyRegistry);
    const tools = { store, clock: systemClock, random: systemRandom };
    const created = await createApiKey(tools, 'shop', ['commands']);
    if (!created.ok) throw new Error(created.refusal);
    await eventually('the key is known', () => registry.ready && registry.authenticate(created.value.key));
    await app.close();
    await eventually('the registry has stopped', () => !registry.ready);
  });

  it('saga: drives a payout when the command asks for it, and stops with the application', async () => {
    const asked: string[] = [];
    let stopped = 0;
    const runner = { wake: (id: string) => asked.push(id), stop: () => Promise.resolve((stopped += 1)) };
    await build(SagaModule, [[SagaRunner, runner]]);
    await commands().execute(new DrivePayout('p1'));
    expect([asked, stopped]).toEqual([['p1'], 0]);
    await app.close();
    expect(stopped).toBe(1);
  });

  it('http: gives the last requests time before the server closes', async () => {
    const waits: number[] = [];
    const wait: Clock['wait'] = (durationMs, signal) => {
      waits.push(durationMs);
      return durationMs === 250 ? Promise.resolve() : systemClock.wait(durationMs, signal);
    };
    const clock: Clock = { now: () => new Date(), monotonicMs: () => 0, wait };
    await build(HttpModule, [[Clock, clock]]);
    await app.close();
    expect(waits).toContain(250);
  });
});
