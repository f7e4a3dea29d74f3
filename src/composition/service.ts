import type { DynamicModule } from '@nestjs/common';
import { createFirstAdminKey } from '../api/auth/keys/manage-keys';
import { SecurityLog } from '../api/auth/security/security-log';
import { Readiness } from '../api/operations/readiness';
import { openBacking, type Backing } from '../backing/backing';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { LogEndReader } from '../projections/engine/log-end-reader';
import { ReadModels, type ReadModelsParts } from '../projections/read-models';
import type { ConfiguredProvider } from '../providers/port/provider-definition';
import { SagaRunner } from '../saga/runner/saga-runner';
import { EndpointSecrets } from '../outbound/endpoints/endpoint-secrets';
import { systemClock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { TimedAppend } from '../shared/system/telemetry';
import { systemRandom } from '../shared/random';
import type { Settings } from '../shared/settings/config';
import { refusedStore } from './health/event-store-health';
import { tailOfConfirmedLog } from './health/read-model-health';
import { waitUntilReady } from './health/wait-until-ready';
import { OUTBOUND_LOCKS, SAGA_LOCKS } from './leases/postgres-locks';
import { sharedPartitions } from './leases/shared-partitions';
import { followLimits } from './limits/follow-limits';
import { openMasterKey, payeePseudonyms } from './limits/master-key';
import { startHttpServer } from './http/http-server';
import { openTelemetry } from './telemetry/open-telemetry';
import { portModules } from './modules/port-modules';
import { refuseSandboxes } from './providers/refuse-sandboxes';
import { openProviders } from './providers/providers';
import type { Sandboxes } from './providers/sandboxes';
import { readModelFreshness } from './health/read-model-freshness';
import { startProofLog } from './proofs/start-proof-log';
import { StatementImports } from '../api/reconciliations/imports/statement-imports';
import { deferred, ShutdownList } from '../backing/shutdown-list';
import { refusedLog } from './start-refused';
import { WebhookAddress } from './providers/webhook-address';

/** A running Holdfast. */
export interface Service {
  /** Where it listens. */
  readonly url: string;
  /**
   * Makes the key of the first start, which is shown only then. Returns null when a key was made before or the
   * environment has one. @throws {Fault}
   */
  makeFirstAdminKey(): Promise<string | null>;
  readonly backing: Backing;
  readonly store: EventStoreDbStore;
  readonly readModels: ReadModels;
  readonly sandboxes: Sandboxes;
  /** Resolves when the event store holds another log than before: the service must stop and start again. */
  readonly foreignLog: Promise<void>;
  /** Takes no new requests, finishes the running ones, stops every part that it started. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings: Settings<ConfiguredProvider>;
  readonly logger: Logger;
  /** False when Nest's in-process saga must not wake the durable one. */
  readonly wakeUp?: boolean;
  /** How often the proof log reads what is new, in milliseconds. */
  readonly proofIntervalMs?: number;
  /** Ends the wait for parts that are away: the service is returned as it is then. */
  readonly signal?: AbortSignal;
}

/** A checkpoint is at most ten seconds old while there is something new. */
const PROOF_INTERVAL_MS = 5_000;

/** Makes the application's root module out of the modules that bind its ports. */
export type RootModule = (ports: readonly DynamicModule[]) => DynamicModule;

/**
 * Starts every part in the order of need. When a part fails, the parts before it stop again.
 * @throws {StartRefused} when only a person can change what is wrong
 */
export async function startService(root: RootModule, options: ServiceOptions): Promise<Service> {
  const parts = new ShutdownList();
  try {
    return await start(root, options, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function start(root: RootModule, options: ServiceOptions, parts: ShutdownList): Promise<Service> {
  const { settings, logger, wakeUp = true, signal, proofIntervalMs = PROOF_INTERVAL_MS } = options;
  refuseSandboxes(settings);
  const backing = parts.keep(await openBacking(settings, logger));
  const { telemetry, figures, onApplied } = parts.keep(openTelemetry(settings.traceEndpoint, systemClock));
  const onAppended = (append: TimedAppend) => telemetry.appended(append);
  const store = new EventStoreDbStore(backing.eventStoreUrl, { onAppended }, systemClock);
  parts.add(() => store.dispose());

  const address = new WebhookAddress(settings.publicUrl);
  const outside = { settings, clock: systemClock, random: systemRandom, logger, telemetry, figures };
  const providers = parts.keep(await openProviders({ ...outside, webhookBase: () => address.bases }));

  const { promise: foreignLog, resolve: onForeignLog } = deferred();
  const { databaseUrl } = backing;
  const told = { onReplaced: onForeignLog, ...(onApplied && { onApplied }) };
  const log = { ...told, eventStore: store, onForeignLog: settings.onForeignLog };
  const writes = settings.roles.has('projections');
  const readModels = parts.keep(startReadModels({ ...log, writes, databaseUrl, clock: systemClock, logger }));
  const proofs = parts.keep(
    await startProofLog({ ...outside, store, databaseUrl, intervalMs: proofIntervalMs }),
  );
  const logEnds = new LogEndReader(tailOfConfirmedLog(store, readModels));
  const freshness = readModelFreshness(store, readModels, logEnds);

  const followed = parts.keep(followLimits({ store, tail: store, clock: systemClock }, logger));
  const masterKey = await openMasterKey(settings.masterKeyFile);
  const limits = { registry: followed.registry, payees: payeePseudonyms(masterKey) };
  const partitions = sharedPartitions({ ...outside, databaseUrl, locks: SAGA_LOCKS });
  const outbound = {
    secrets: new EndpointSecrets(masterKey),
    partitions: sharedPartitions({ ...outside, databaseUrl, locks: OUTBOUND_LOCKS }),
  };
  const bound = {
    ...outside,
    store,
    partitions,
    limits,
    outbound,
    masterKey,
    providers,
    readModels,
    logEnds,
    freshness,
    proofs,
    wakeUp,
    onForeignLog,
  };
  const { app, url } = parts.keep(await startHttpServer(root(portModules(bound)), settings, logger));
  address.listensAt(url);
  providers.onListening();
  // Nest stops it when the application shuts down: after the last answer.
  if (settings.roles.has('saga')) app.get(SagaRunner).start();

  const refusal = () => refusedStore(store) ?? refusedLog(readModels.status());
  await waitUntilReady(app.get(Readiness), refusal, signal);
  if (settings.roles.has('api')) await app.get(StatementImports).resume();
  const { sandboxes } = providers;
  const makeFirstAdminKey = () => firstAdminKey(settings, store, app.get(SecurityLog));
  const stop = () => parts.stop();
  return { url, makeFirstAdminKey, backing, store, readModels, foreignLog, sandboxes, stop };
}

/** Does not wait: without a database the service listens, and reports in its health that the database is down. */
function startReadModels(parts: ReadModelsParts): ReadModels {
  const readModels = new ReadModels(parts);
  void readModels.start();
  return readModels;
}

async function firstAdminKey(
  settings: Pick<Settings, 'adminApiKey'>,
  store: EventStoreDbStore,
  security: SecurityLog,
): Promise<string | null> {
  if (settings.adminApiKey) return null;
  const made = await createFirstAdminKey({ store, clock: systemClock, random: systemRandom, security });
  return made?.key ?? null;
}
