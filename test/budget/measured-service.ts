import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startEmbeddedEventStore } from 'embedded-eventstore';
import { ShutdownList } from '../../src/backing/shutdown-list';
import { startEmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import type { ProviderName } from '../../src/domain/payout/payee';
import { openDatabase } from '../../src/projections/engine/database';
import { migrate } from '../../src/projections/migrations/migrate';
import { ReadModels } from '../../src/projections/read-models';
import type { Database } from '../../src/projections/schema';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { FrameCounter } from '../event-store/frame-counter';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { TestService, type TestServiceOptions } from '../support/service';
import { violationsAtRest } from '../support/world';
import { DatabaseTap } from './database-tap';
import { EventStoreTap, type Call } from './event-store-tap';

/** Nothing is swept while the figures are taken: they are of the ordinary way. */
const NO_SWEEP = { SWEEP_INTERVAL_MS: '3600000', PROVIDER_TIMEOUT_MS: '60000' };
/** Nothing of the proof log is read while the figures are taken: it goes by the clock and not by the payout. */
const NO_PROOFS_MS = 3_600_000;
/** What the service writes now and then, by the clock and not by the payout. */
export const BY_THE_CLOCK = /^(checkpoint-|holdfast-probe)/;

/** Times are no figures here, so a busy machine may take its time. */
const PATIENCE_MS = 150_000;

/** What went past between two moments. */
export interface Traffic {
  readonly calls: readonly Call[];
  readonly resets: number;
  readonly statements: number;
  readonly transactions: number;
}

/** The whole service on its real parts, with a tap on the way to the event store and one on the way to PostgreSQL. */
export class MeasuredService {
  constructor(
    readonly holdfast: TestService,
    readonly eventStore: EventStoreTap,
    private readonly frames: FrameCounter,
    private readonly database: DatabaseTap,
    /** The same store and database, past the taps. */
    private readonly direct: { readonly store: EventStoreDbStore; readonly database: Database },
    private readonly parts: ShutdownList,
  ) {}

  static async start(options: Pick<TestServiceOptions, 'wakeUp'> = {}): Promise<MeasuredService> {
    const parts = new ShutdownList();
    try {
      return await startParts(options, parts);
    } catch (error) {
      await parts.stop();
      throw error;
    }
  }

  /** An account with money, and as much of it at both providers: no payout is held up by what is missing there. */
  async fund(accountId: string): Promise<void> {
    const { api } = this.holdfast;
    await api.fund(accountId, '100000.00');
    const funds = 'funds at NTX Pay';
    expect((await api.deposit(accountId, '100000.00', funds, funds, 'ntxpay')).status).toBe(201);
  }

  async payOut(provider: ProviderName, accountId: string, externalReference: string): Promise<void> {
    const body = { ...payoutBody(accountId, externalReference, '1.00'), provider };
    const { status } = await this.holdfast.api.requestPayout(body);
    expect(status).toBe(202);
  }

  /** Subscriptions that are open now. */
  get subscriptions(): readonly Call[] {
    return this.eventStore.calls.filter(({ kind, isAnswered }) => kind === 'subscription' && !isAnswered);
  }

  /** What goes past while so many payouts are made and until nothing of them is under way any more. */
  async measure(payouts: number, work: () => Promise<unknown>): Promise<Traffic> {
    const before = this.counts();
    await work();
    await this.captured(before.calls, payouts);
    await this.rest();
    const after = this.counts();
    return {
      calls: this.eventStore.calls
        .slice(before.calls, after.calls)
        .filter(({ stream }) => !BY_THE_CLOCK.test(stream)),
      resets: after.resets - before.resets,
      statements: after.statements - before.statements,
      transactions: after.transactions - before.transactions,
    };
  }

  /** What it takes to write read models of everything that is recorded, in a database of their own. */
  async measureCatchUp(): Promise<Traffic> {
    await sql`create database catch_up`.execute(this.direct.database);
    const tap = await DatabaseTap.before(this.database.targetOf('catch_up'));
    const patient = openDatabase({ url: tap.url });
    await migrate(patient);
    await patient.destroy();
    const { statements, transactions } = tap;
    const parts = { databaseUrl: tap.url, clock: systemClock, logger: silentLogger };
    const readModels = new ReadModels({ eventStore: this.direct.store, ...parts });
    await readModels.start();
    const isThere = () => readModels.status().projections.every(({ caughtUp }) => caughtUp);
    await eventually('the read models have caught up', isThere);
    const traffic = {
      statements: tap.statements - statements,
      transactions: tap.transactions - transactions,
    };
    await readModels.stop();
    tap.close();
    return { calls: [], resets: 0, ...traffic };
  }

  /** Cheap to look at: all that is under way is only asked when the payouts have their money. */
  private async captured(since: number, payouts: number): Promise<void> {
    const areCaptured = () => {
      const written = this.eventStore.calls.slice(since).filter(({ isAnswered }) => isAnswered);
      return written.flatMap(({ types }) => types).filter(type => type === 'HoldCaptured').length >= payouts;
    };
    await eventually(`${payouts} holds are captured`, areCaptured, PATIENCE_MS);
  }

  /** Waits until every payout has ended and is in the read models; throws where anything does not agree. */
  async rest(): Promise<void> {
    const { sandbox, ntxPaySandbox, api } = this.holdfast;
    const violations = await violationsAtRest({
      ...this.direct,
      records: () => sandbox.records(),
      ntxPayRecords: () => ntxPaySandbox.records(),
      storedNotifications: () =>
        [...sandbox.deliveries(), ...ntxPaySandbox.deliveries()]
          .filter(({ status }) => status === 200)
          .map(({ body }) => body),
      commands: api.commands,
    });
    expect(violations).toEqual([]);
  }

  stop(): Promise<void> {
    return this.parts.stop();
  }

  private counts() {
    const { statements, transactions } = this.database;
    return { calls: this.eventStore.calls.length, resets: this.frames.resets, statements, transactions };
  }
}

async function startParts(options: TestServiceOptions, parts: ShutdownList): Promise<MeasuredService> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-budget-'));
  parts.add(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'eventstore'));
  const postgres = parts.keep(await startEmbeddedPostgres({ dataDir: folder }));
  const server = parts.keep(await startEmbeddedEventStore({ dataDir: join(folder, 'eventstore') }));
  const eventStore = await EventStoreTap.before(server.url);
  parts.add(() => eventStore.close());
  const frames = await FrameCounter.before(eventStore.port);
  parts.add(() => frames.close());
  const database = await DatabaseTap.before(postgres.url);
  parts.add(() => database.close());
  const store = new EventStoreDbStore(server.url, {}, systemClock);
  parts.add(() => store.dispose());
  const direct = { store, database: openDatabase({ url: postgres.url }) };
  parts.add(() => direct.database.destroy());
  const env = { EVENTSTORE_URL: frames.url, DATABASE_URL: database.url, ...NO_SWEEP };
  const holdfast = parts.keep(await TestService.start({ ...options, env, proofIntervalMs: NO_PROOFS_MS }));
  return new MeasuredService(holdfast, eventStore, frames, database, direct, parts);
}
