import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBooks } from '../../src/audit/verify-books';
import { startHoldfast } from '../../src/main';
import type { Service } from '../../src/composition/service';
import { startConnectPspSandbox, type ConnectPspSandbox, type ConnectPspSandboxOptions } from 'psp-sandbox';
import { startNtxPaySandbox, type NtxPaySandbox, type NtxPaySandboxOptions } from 'psp-sandbox';
import { systemClock } from '../../src/shared/clock';
import { witnessKeyFault } from '../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../src/providers/registry';
import type { ConfiguredProvider } from '../../src/providers/port/provider-definition';
import { loadSettings, type Settings } from '../../src/shared/settings/config';
import { silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, ApiClient, type Answer, type PayoutBody } from './api-client';
import { ApiDocument, type OpenApi } from '../../src/fuzz/api-document';
import { checkAnswer } from './documented-answers';
import { eventually } from './eventually';
import { givePostgres } from './postgres-folder';
import type { AccountView, EntryView, EventsView, PageView, PayoutView } from './views';
import { LogSoFar, type Sources, violationsAtRest, worldAtRest } from './world';

export interface TestServiceOptions {
  /** Settings beside the defaults of these tests. */
  readonly env?: Readonly<Record<string, string>>;
  readonly wakeUp?: boolean;
  readonly proofIntervalMs?: number;
  /** A sandbox of the test's own, with these options, where the service's would be too hasty. */
  readonly sandbox?: Partial<ConnectPspSandboxOptions>;
  /** The same for NTX Pay. */
  readonly ntxPaySandbox?: Partial<NtxPaySandboxOptions>;
}

/** The sandboxes that outlive the service, where a test has its own. */
interface OwnSandboxes {
  readonly connectPsp: ConnectPspSandbox | undefined;
  readonly ntxPay: NtxPaySandbox | undefined;
}

/** Streams that no command writes. */
const BESIDE = ['checkpoint-', 'security-', 'api-key-uses'];

const ENDED = ['COMPLETED', 'FAILED', 'REJECTED'];

/** A whole service on a folder of its own: embedded event store, embedded PostgreSQL, both sandboxes. */
export class TestService {
  readonly api = new ApiClient(
    () => this.service.url,
    ADMIN_KEY,
    answer => checkAnswer(this.document, answer),
  );

  private log = new LogSoFar();
  /** The last event when nothing was under way. */
  private restedAt: string | undefined;

  private constructor(
    readonly dataDir: string,
    private readonly options: TestServiceOptions,
    private readonly own: OwnSandboxes,
    private running: Service,
    private readonly document: ApiDocument,
  ) {}

  static async start(options: TestServiceOptions = {}): Promise<TestService> {
    const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-flow-'));
    const own = await ownSandboxes(options);
    try {
      if (!options.env?.['DATABASE_URL']) await givePostgres(dataDir);
      const service = await launch(dataDir, options, own);
      return new TestService(dataDir, options, own, service, await documentOf(service));
    } catch (error) {
      await stopAll(own);
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  get service(): Service {
    return this.running;
  }

  get sandbox(): ConnectPspSandbox {
    const sandbox = this.own.connectPsp ?? this.running.sandboxes.connectpsp;
    if (!sandbox) throw new Error('This service has no sandbox');
    return sandbox;
  }

  get ntxPaySandbox(): NtxPaySandbox {
    const sandbox = this.own.ntxPay ?? this.running.sandboxes.ntxpay;
    if (!sandbox) throw new Error('This service has no sandbox of NTX Pay');
    return sandbox;
  }

  /** Ends the service as an operator would, and starts it again on the same folder. `between`: what happens to it. */
  async restart(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.running.stop();
    await between();
    this.running = await launch(this.dataDir, this.options, this.own);
    this.log = new LogSoFar();
    this.restedAt = undefined;
  }

  /** Asks for a payout that is accepted, and gives it back once it has ended. */
  async payOut(body: PayoutBody): Promise<PayoutView> {
    const answer = await this.api.requestPayout<PayoutView>(body);
    expect([answer.status, answer.body]).toEqual([202, expect.objectContaining({ status: 'PROCESSING' })]);
    return this.ended(answer);
  }

  /** The payout once it has ended and its hold is closed. */
  ended({ body: { id } }: Answer<PayoutView>): Promise<PayoutView> {
    return eventually(`payout ${id} has ended`, async () => {
      const { body } = await this.api.get<PayoutView>(`/v1/payouts/${id}`);
      if (!ENDED.includes(body.status)) return false;
      const entries = await this.api.get<PageView<EntryView>>(`/v1/ledger/entries?limit=200&payoutId=${id}`);
      // A busy service can answer that the read models are behind.
      if (entries.status !== 200) return false;
      const closing = entries.body.items.find(({ eventType }) => eventType !== 'FundsHeld');
      // Each read model comes there in its own time: what is read next is to see the end as well.
      this.api.saw(closing?.position ?? null);
      return closing && body;
    });
  }

  async balance(accountId: string): Promise<AccountView['balance']> {
    return (await this.api.get<AccountView>(`/v1/accounts/${accountId}`)).body.balance;
  }

  async entries(filter: string): Promise<readonly EntryView[]> {
    return (await this.api.get<PageView<EntryView>>(`/v1/ledger/entries?limit=200&${filter}`)).body.items;
  }

  /** The types of a payout's own events, in order. */
  async history(payoutId: string): Promise<string[]> {
    const { body } = await this.api.get<EventsView>(`/v1/payouts/${payoutId}/events`);
    return body.items.map(({ type }) => type);
  }

  /**
   * How many events of commands, payouts and notifications are on disk. The saga's own place is none of them, nor is what
   * is recorded about access: that comes in its own time.
   */
  async recorded(): Promise<number> {
    const events = await this.log.read(this.running.store);
    return events.filter(({ streamId }) => !BESIDE.some(prefix => streamId.startsWith(prefix))).length;
  }

  /** How often the provider accepted an order under this reference, and what became of it. */
  paid(externalReference: string): string[] {
    return this.sandbox
      .records()
      .filter(record => record.externalReference === externalReference)
      .map(({ status, payments }) => `${status} paid ${payments} times`);
  }

  /** All that does not agree, once nothing is under way. */
  async violations(): Promise<string[]> {
    const violations = await violationsAtRest(this.sources());
    return [...this.api.differentAnswers(), ...violations];
  }

  /** Waits until nothing is under way. */
  async rest(): Promise<void> {
    const end = (await this.log.read(this.running.store)).at(-1)?.id;
    if (end === this.restedAt) return;
    this.restedAt = (await worldAtRest(this.sources())).events.at(-1)?.id;
  }

  private sources(): Sources {
    const { store, readModels } = this.running;
    return {
      store,
      log: this.log,
      database: readModels.database,
      records: () => this.sandbox.records(),
      ntxPayRecords: () => this.ntxPaySandbox.records(),
      storedNotifications: () =>
        [...this.sandbox.deliveries(), ...this.ntxPaySandbox.deliveries()]
          .filter(({ status }) => status === 200)
          .map(({ body }) => body),
      commands: this.api.commands,
    };
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await stopAll(this.own);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** One service for a test file: at rest after every test, and everything held against everything before it is stopped. */
export function serviceOfThisFile(
  optionsOf: () => TestServiceOptions | Promise<TestServiceOptions> = () => ({}),
): () => TestService {
  let holdfast: TestService | undefined;
  const current = () => {
    if (!holdfast) throw new Error('The service of this file is not running');
    return holdfast;
  };
  beforeAll(async () => {
    holdfast = await TestService.start(await optionsOf());
  });
  afterEach(async () => {
    await current().rest();
  });
  afterAll(async () => {
    if (!holdfast) return;
    try {
      expect(await holdfast.violations()).toEqual([]);
      const { store, readModels } = holdfast.service;
      const { ok, differences } = await verifyBooks(store, readModels.database);
      expect({ ok, differences }).toEqual({ ok: true, differences: [] });
    } finally {
      await holdfast.stop();
    }
  });
  return current;
}

async function ownSandboxes({ sandbox, ntxPaySandbox }: TestServiceOptions): Promise<OwnSandboxes> {
  const parts = { clock: systemClock, random: systemRandom };
  const connectPsp = sandbox && (await startConnectPspSandbox({ ...parts, ...sandbox }));
  const ntxPay = ntxPaySandbox && (await startNtxPaySandbox({ ...parts, ...ntxPaySandbox }));
  return { connectPsp, ntxPay };
}

async function stopAll({ connectPsp, ntxPay }: OwnSandboxes): Promise<void> {
  await connectPsp?.stop();
  await ntxPay?.stop();
}

const launch = (
  dataDir: string,
  { env = {}, wakeUp = true, proofIntervalMs }: TestServiceOptions,
  own: OwnSandboxes,
) =>
  startHoldfast({
    settings: settingsFor({ DATA_DIR: dataDir, ...sandboxSettings(own), ...env }),
    logger: silentLogger,
    wakeUp,
    ...(proofIntervalMs !== undefined && { proofIntervalMs }),
  });

function settingsFor(env: Readonly<Record<string, string>>): Settings<ConfiguredProvider> {
  const defaults = {
    PORT: '0',
    ADMIN_API_KEY: ADMIN_KEY,
    PROVIDER_TIMEOUT_MS: '2000',
    SWEEP_INTERVAL_MS: '200',
  };
  const settings = loadSettings({ ...defaults, ...env }, PROVIDERS, witnessKeyFault);
  if ('faults' in settings) throw new Error(settings.faults.join('; '));
  return settings;
}

const sandboxSettings = ({ connectPsp, ntxPay }: OwnSandboxes) => ({
  ...(connectPsp && connectPspSettings(connectPsp)),
  ...(ntxPay && ntxPaySettings(ntxPay)),
});

const connectPspSettings = ({ url, credentials }: ConnectPspSandbox) => ({
  CONNECTPSP_URL: url,
  CONNECTPSP_CLIENT_ID: credentials.clientId,
  CONNECTPSP_CLIENT_SECRET: credentials.clientSecret,
  CONNECTPSP_APPLICATION_TOKEN: credentials.applicationToken,
  CONNECTPSP_CRYPTO_TOKEN: credentials.cryptoToken,
});

const ntxPaySettings = ({ url, credentials }: NtxPaySandbox) => ({
  NTXPAY_URL: url,
  NTXPAY_CLIENT_ID: credentials.clientId,
  NTXPAY_CLIENT_SECRET: credentials.clientSecret,
  NTXPAY_WEBHOOK_SECRET: credentials.webhookSecret,
});

async function documentOf(service: Service): Promise<ApiDocument> {
  const response = await fetch(`${service.url}/docs-json`);
  return new ApiDocument((await response.json()) as OpenApi);
}
