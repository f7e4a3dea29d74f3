import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { EventBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '../api/http/configure-http';
import { ApiKeyRegistry } from '../api/auth/keys/api-key-registry';
import { createFirstAdminKey } from '../api/auth/keys/manage-keys';
import { nestLogger } from '../api/http/nest-logger';
import type { ApiOptions } from '../api/options';
import { AppModule } from '../app.module';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { LogEnds } from '../projections/engine/log-end-reader';
import { ReadModels, type ReadModelsParts } from '../projections/read-models';
import type { Moments } from '../queries/reading/read-model-freshness';
import type { NtxPaySandbox } from '../../packages/psp-sandbox/src/ntxpay/sandbox';
import type { ConnectPspSandbox } from '../../packages/psp-sandbox/src/connectpsp/sandbox';
import { systemClock } from '../shared/clock';
import type { Settings } from '../shared/settings/config';
import type { Logger } from '../shared/logging';
import { systemRandom } from '../shared/random';
import { openBacking, type Backing } from '../backing/backing';
import { caughtUpOnce } from './health/catch-up-probe';
import { CommandGate } from '../api/operations/command-readiness.guard';
import { createEngine, type Engine, type EngineParts } from './engine';
import { eventStoreHealth, refusedStore } from './health/event-store-health';
import { floatWatch } from './providers/float-monitor';
import { diskGauge, gaugesOf } from './health/gauges';
import { momentsOf } from './read-model-freshness';
import { openProviders, type Providers } from './providers/providers';
import { queryHandlers } from './query-handlers';
import { reconcileStatement } from './reconciliation';
import { databaseAnswers, ofProvedModels, readModelHealth } from './health/read-model-health';
import { reportedBalances } from './providers/reported-balances';
import { refusedLog } from './start-refused';
import { untilReady } from './health/wait-until-ready';
import { notice, Stops } from '../backing/shutdown-list';

/** A running Holdfast. */
export interface Service {
  /** Where it listens. */
  readonly url: string;
  /**
   * Makes the first start's key, to be shown at once and only then; null where one was ever made or the environment has
   * one. @throws {Fault}
   */
  makeFirstAdminKey(): Promise<string | null>;
  readonly backing: Backing;
  readonly store: EventStoreDbStore;
  readonly readModels: ReadModels;
  readonly connectPspSandbox: ConnectPspSandbox | undefined;
  readonly ntxPaySandbox: NtxPaySandbox | undefined;
  /** Resolves when the event store is found to hold another log than before: this service must be ended and begun anew. */
  readonly foreignLog: Promise<void>;
  /** Takes no new requests, finishes what is under way, ends every part it started. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Whether Nest's in-process saga wakes the durable one up. */
  readonly wakeUp?: boolean;
  /** Ends the waiting for parts that are away; the service is returned then as far as it has come. */
  readonly signal?: AbortSignal;
}

const LAST_REQUESTS_MS = 250;

/** Starts every part in the order of need. What was started is ended again if a later part fails. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const stops = new Stops();
  try {
    return await start(options, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
}

async function start(
  { settings, logger, wakeUp = true, signal }: ServiceOptions,
  stops: Stops,
): Promise<Service> {
  const address = { publicUrl: settings.publicUrl ?? '', loopbackUrl: '' };
  const backing = await openBacking(settings, logger);
  stops.add(() => backing.stop());
  const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
  stops.add(() => store.dispose());
  const webhookBase = () => address;
  const outside = { settings, clock: systemClock, random: systemRandom, logger };
  const providers = await openProviders({ ...outside, webhookBase });
  stops.add(() => providers.stop());
  const { told: foreignLog, tell: onForeignLog } = notice();
  const { databaseUrl } = backing;
  const modelParts = { eventStore: store, databaseUrl, clock: systemClock, logger, onReplaced: onForeignLog };
  const readModels = openReadModels({ ...modelParts, onForeignLog: settings.onForeignLog }, stops);
  const bus: { events?: EventBus } = {};
  const ends = new LogEnds(ofProvedModels(store, readModels));
  const moments = momentsOf(store, readModels, ends);
  const isFloatShort = floatWatch(readModels, moments, logger);
  const given = { ...engineParts(settings, logger, store, providers, bus), isFloatShort, onForeignLog };
  const engine = createEngine(given);
  stops.add(() => engine.saga.stop());
  const keys = openKeys(settings, store, logger, stops);
  const floats = reportedBalances({
    providers: providers.byName.values(),
    clock: systemClock,
    logger,
    timeoutMs: settings.providerTimeoutMs,
  });
  const api = {
    ...apiOptions(settings, logger, store, keys, readModels, engine, ends, moments),
    reportedBalances: floats,
  };
  const commandGate = commandGateOf(readModels, engine);
  const queries = queryHandlers(readModels.database, { streams: store, ends });
  const reconcile = reconcileStatement(store, readModels.database, api.moments, systemClock);
  const parts = { engine, queries, reconcileStatement: reconcile, api, wakeUp, commandGate };
  const app = await listening(parts, settings, logger);
  stops.add(async () => {
    // What has arrived is read before the door closes: a connection nobody has read from would be cut.
    await systemClock.wait(LAST_REQUESTS_MS);
    await app.close();
  });
  bus.events = app.get(EventBus, { strict: false });
  const url = urlOf(settings.host, (app.getHttpServer().address() as AddressInfo).port);
  address.publicUrl ||= url;
  address.loopbackUrl = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//127.0.0.1:');
  providers.listening();
  engine.saga.start();
  await untilReady(api.probes, () => refusedStore(store) ?? refusedLog(readModels.status()), signal);
  const makeFirstAdminKey = () => firstAdminKey(settings, store);
  const stop = () => stops.run();
  const { connectPspSandbox, ntxPaySandbox } = providers;
  const sandboxes = { connectPspSandbox, ntxPaySandbox };
  return { url, makeFirstAdminKey, backing, store, readModels, foreignLog, ...sandboxes, stop };
}

const commandGateOf = (readModels: ReadModels, engine: Engine): CommandGate =>
  new CommandGate(
    () => databaseAnswers(readModels.status()),
    () => engine.saga.works,
  );

function openReadModels(parts: ReadModelsParts, stops: Stops): ReadModels {
  const readModels = new ReadModels(parts);
  stops.add(() => readModels.stop());
  // Not awaited: without a database the service listens, and says in its health that it is away.
  void readModels.start();
  return readModels;
}

/** The bus comes later than the engine: Nest is given the engine's handlers. */
function engineParts(
  settings: Settings,
  logger: Logger,
  store: EventStoreDbStore,
  providers: Providers,
  bus: { events?: EventBus },
): EngineParts {
  return {
    store,
    clock: systemClock,
    random: systemRandom,
    logger,
    providers: providers.byName,
    terms: providers.terms,
    announce: events => bus.events?.publishAll([...events]),
    providerTimeoutMs: settings.providerTimeoutMs,
    sweepIntervalMs: settings.sweepIntervalMs,
  };
}

/** A registry that has lost its stream knows it, and lets nobody in: a revoked key must not go on working. */
function openKeys(
  settings: Settings,
  store: EventStoreDbStore,
  logger: Logger,
  stops: Stops,
): ApiKeyRegistry {
  const registry = new ApiKeyRegistry(store, settings.adminApiKey);
  const ending = new AbortController();
  registry.follow(ending.signal).catch((error: unknown) => {
    logger.error({ error: String(error) }, 'API keys are not followed any more');
  });
  stops.add(() => ending.abort());
  return registry;
}

async function firstAdminKey(settings: Settings, store: EventStoreDbStore): Promise<string | null> {
  if (settings.adminApiKey) return null;
  const made = await createFirstAdminKey({ store, clock: systemClock, random: systemRandom });
  return made?.key ?? null;
}

function apiOptions(
  settings: Settings,
  logger: Logger,
  store: EventStoreDbStore,
  keys: ApiKeyRegistry,
  readModels: ReadModels,
  engine: Engine,
  ends: LogEnds,
  moments: Moments,
): ApiOptions {
  const { database } = readModels;
  const probes = [
    { part: 'event store', check: () => eventStoreHealth(store, () => keys.ready) },
    { part: 'database', check: () => Promise.resolve(readModelHealth(readModels.status())) },
    caughtUpOnce(ends, database),
    { part: 'saga', check: () => Promise.resolve(engine.saga.works) },
  ];
  const disk = settings.eventStoreUrl ? [] : [diskGauge(settings.dataDir)];
  const gauges = [...gaugesOf(readModels, engine.gate, systemClock), ...disk];
  return { logger, clock: systemClock, random: systemRandom, store, keys, probes, gauges, moments };
}

async function listening(
  parts: Parameters<typeof AppModule.from>[0],
  settings: Settings,
  logger: Logger,
): Promise<NestExpressApplication> {
  const module = AppModule.from(parts);
  const options = { bodyParser: false, logger: nestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestExpressApplication>(module, options);
  try {
    configureHttp(app, parts.api);
    await app.listen(settings.port, settings.host);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
