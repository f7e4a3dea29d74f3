import { EndpointSecrets } from '../../src/outbound/endpoints/endpoint-secrets';
import { ManageEndpoints } from '../../src/outbound/endpoints/manage-endpoints';
import { Targets } from '../../src/outbound/sending/target-url';
import { PrometheusMetrics } from '../../src/composition/telemetry/prometheus-metrics';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import type { Persons } from '../../src/api/auth/oidc/token-before-key';
import { Gauges, type Gauge } from '../../src/api/operations/gauge';
import { CommandReadiness } from '../../src/api/operations/command-readiness.guard';
import { type HealthProbe, Readiness } from '../../src/api/operations/readiness';
import { bound } from '../../src/composition/modules/bound';
import { ProofReadingModule } from '../../src/composition/modules/proof-reading.module';
import { EngineModule } from '../../src/composition/modules/engine.module';
import { EventStoreModule } from '../../src/composition/modules/event-store.module';
import { PlatformModule } from '../../src/composition/modules/platform.module';
import { ProvidersModule } from '../../src/composition/modules/providers.module';
import { ReadModelsModule } from '../../src/composition/modules/read-models.module';
import type { EventStore } from '../../src/event-store/event-store';
import type { LogBytes } from '../../src/event-store/log/log-bytes';
import type { LogTail } from '../../src/event-store/log/log-tail';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import type { Database } from '../../src/projections/schema';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import { ReadModelFreshness } from '../../src/queries/reading/read-model-freshness';
import { allPartitions } from '../../src/saga/partitions/partitions';
import { systemClock } from '../../src/shared/clock';
import { type Logger, silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { Secret } from '../../src/shared/settings/secret';
import type { PayoutBundleParts } from '../../src/proofs/bundle/payout-bundles';
import type { ProofReaderParts } from '../../src/proofs/reading/proof-reader';
import { MemoryTiles } from '../proofs/log/memory-tiles';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { NO_LIMITS } from '../support/no-limits';

export const ADMIN_KEY = 'test-admin-key-0123456789';

export interface TestPorts {
  readonly store: EventStore & LogTail;
  /** Without one, a query fails. */
  readonly database: Database;
  readonly freshness: ReadModelFreshness;
  readonly logger: Logger;
  readonly persons?: Persons;
  readonly probes: readonly HealthProbe[];
  readonly gauges: readonly Gauge[];
  /** What proofs are read from; without it the log has no tiles. */
  readonly proofs: ProofReaderParts & Pick<PayoutBundleParts, 'bytes'>;
}

/** Without tiles nothing is read. */
const NO_BYTES: LogBytes = {
  readAllBytes: () => {
    throw new Error('The bytes of an event store that has no tiles');
  },
  readBytesFrom: () => {
    throw new Error('The bytes of an event store that has no tiles');
  },
};

const FREE = {
  currency: 'BRL' as const,
  destinations: ['PIX'] as const,
  expectedFee: () => 0n,
  mode: 'sandbox' as const,
  highestFee: () => 0n,
};

/** The modules that bind the application's ports: everything in this process unless given, and no provider to pay at. */
export function testPorts(given: Partial<TestPorts> = {}): DynamicModule[] {
  const { store = new InMemoryEventStore(systemClock), database = {} as Database } = given;
  const { logger = silentLogger, probes = [], gauges = [] } = given;
  const logEnds = new LogEndReader(store);
  const freshness = given.freshness ?? freshnessOf(database, logEnds);
  return [
    PlatformModule.with({
      clock: systemClock,
      random: systemRandom,
      logger,
      adminKey: { secret: new Secret(ADMIN_KEY) },
      telemetry: new PrometheusMetrics(),
      figures: new PrometheusMetrics(),
      ...(given.persons && { persons: given.persons }),
      masterKey: Buffer.alloc(32, 7),
      filesFolder: join(tmpdir(), `holdfast-test-files-${process.pid}`),
    }),
    EventStoreModule.with(store),
    ReadModelsModule.with({ database, logEnds, freshness }),
    ProofReadingModule.with({
      ...(given.proofs ?? { store, bytes: NO_BYTES, tiles: new MemoryTiles() }),
      clock: systemClock,
      readKnownKeys: () => Promise.resolve({ log: undefined, witnesses: [] }),
    }),
    ProvidersModule.with(
      { ask: async () => ({ reason: 'The provider is not asked for its balance' }) },
      { byProvider: new Map([['connectpsp', 'sandbox']]) },
      { maxUnknownLines: 100, maxBreakPercent: 50 },
    ),
    EngineModule.with(ENGINE, new Map([['connectpsp', FREE]])),
    bound(TestOutbound, [
      {
        provide: ManageEndpoints,
        useValue: new ManageEndpoints({ store, clock: systemClock, random: systemRandom, secrets: SECRETS }),
      },
      { provide: Targets, useValue: new Targets({ allowedNetworks: [], allowsPlaintext: false }) },
    ]),
    bound(TestHealth, [
      { provide: Readiness, useValue: new Readiness(probes, systemClock) },
      { provide: Gauges, useValue: { all: gauges } },
      { provide: CommandReadiness, useValue: { databaseIsUp: () => true, sagaIsWorking: () => true } },
    ]),
  ];
}

const ENGINE = {
  providers: new Map(),
  isFloatShort: () => Promise.resolve(false),
  ...NO_LIMITS,
  limitRaiseDelayMs: 86_400_000,
  isNewPayee: () => Promise.resolve(true),
  approvalExpiryHours: 24,
  providerTimeoutMs: 2_000,
  sweepIntervalMs: 200,
  onForeignLog: () => undefined,
  partitions: allPartitions,
  wakeUp: true,
};

const SECRETS = new EndpointSecrets(Buffer.alloc(32, 7));

class TestOutbound {}
class TestHealth {}

const freshnessOf = (database: Database, ends: LogEndReader): ReadModelFreshness =>
  new ReadModelFreshness({
    ends,
    readPosition: new PositionWaiter({ database, clock: systemClock }),
    storeTime: async () => systemClock.now(),
    clock: systemClock,
  });
