import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { OidcTokens } from '../../api/auth/oidc/oidc-tokens';
import type { LimitRegistry } from '../../commands/limits/limit-registry';
import type { PayeePseudonyms } from '../../commands/limits/payout-holds';
import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import type { LogEndReader } from '../../projections/engine/log-end-reader';
import type { ReadModels } from '../../projections/read-models';
import type { ReadModelFreshness } from '../../queries/reading/read-model-freshness';
import type { ConfiguredProvider } from '../../providers/port/provider-definition';
import type { Partitions } from '../../saga/partitions/partitions';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { CountedFigures } from '../../api/operations/gauge';
import type { Telemetry } from '../../shared/system/telemetry';
import type { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';
import { newPayees } from '../providers/new-payees';
import { floatMonitor } from '../providers/float-monitor';
import type { Proofs } from '../proofs/start-proof-log';
import type { Providers } from '../providers/providers';
import { reportedBalances } from '../providers/reported-balances';
import { EngineModule, type EngineSettings } from './engine.module';
import { EventStoreModule } from './event-store.module';
import { HealthModule } from './health.module';
import { PlatformModule } from './platform.module';
import { readKnownKeys } from '../../proofs/bundle/policy-template';
import { PostgresTileReader } from '../proofs/postgres-tile-reader';
import { ProofReadingModule } from './proof-reading.module';
import { ProvidersModule } from './providers.module';
import { RuleFollowerModule } from './rule-follower.module';
import { OutboundModule, type OutboundStart } from './outbound.module';
import { ReadModelsModule } from './read-models.module';

interface LimitParts {
  readonly registry: LimitRegistry;
  readonly payees: PayeePseudonyms;
}

/** What the service has started before the application. */
interface StartedParts {
  readonly settings: Settings<ConfiguredProvider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly figures: CountedFigures;
  readonly store: EventStoreDbStore;
  readonly providers: Providers;
  readonly readModels: ReadModels;
  readonly partitions: Partitions;
  readonly logEnds: LogEndReader;
  readonly freshness: ReadModelFreshness;
  readonly proofs: Proofs;
  readonly limits: LimitParts;
  readonly outbound: Pick<OutboundStart, 'secrets' | 'partitions'>;
  readonly masterKey: Buffer;
  readonly wakeUp: boolean;
  /** The saga calls it when the event store holds another log than this process remembers. */
  readonly onForeignLog: () => void;
}

/** The modules that bind the application's ports to the parts of this service. */
export function portModules(parts: StartedParts): DynamicModule[] {
  const { settings, clock, random, logger, store, providers, readModels, logEnds, freshness, proofs } = parts;
  const adminKey = { secret: settings.adminApiKey };
  const persons = { tokens: settings.oidc && new OidcTokens(settings.oidc, clock) };
  const { database } = readModels;
  const timeoutMs = settings.providerTimeoutMs;
  const balances = reportedBalances({ providers: providers.byName.values(), clock, logger, timeoutMs });
  const eventStoreFolder = settings.eventStoreUrl ? undefined : settings.dataDir;
  return [
    PlatformModule.with({
      clock,
      random,
      logger,
      adminKey,
      persons,
      telemetry: parts.telemetry,
      figures: parts.figures,
      masterKey: parts.masterKey,
      filesFolder: join(settings.dataDir, 'imports'),
    }),
    EventStoreModule.with(store),
    ReadModelsModule.with({ database, logEnds, freshness, recent: store }),
    ProvidersModule.with(balances, { byProvider: providers.modes }, settings.statementLimits),
    EngineModule.with(engineSettings(parts), providers.terms),
    OutboundModule.with({ ...parts.outbound, settings }),
    ProofReadingModule.with({
      ...{ store, bytes: store, tiles: new PostgresTileReader(database), clock },
      readKnownKeys: () => readKnownKeys(settings.proofKeyFile, settings.proofWitnesses),
    }),
    HealthModule.with({
      store,
      readModels,
      limits: parts.limits.registry,
      eventStoreFolder,
      roles: settings.roles,
      proofs,
    }),
    ...(settings.roles.has('api') ? [{ module: RuleFollowerModule }] : []),
  ];
}

const HOUR_MS = 3_600_000;

const engineSettings = (parts: StartedParts): EngineSettings => ({
  providers: parts.providers.byName,
  isFloatShort: floatMonitor(parts.readModels, parts.freshness, parts.logger),
  isNewPayee: newPayees(parts.readModels.database, parts.logger),
  approvalExpiryHours: parts.settings.approvalExpiryHours,
  providerTimeoutMs: parts.settings.providerTimeoutMs,
  sweepIntervalMs: parts.settings.sweepIntervalMs,
  onForeignLog: parts.onForeignLog,
  payoutLimits: parts.limits.registry,
  payees: parts.limits.payees,
  limitRaiseDelayMs: parts.settings.limitRaiseHours * HOUR_MS,
  wakeUp: parts.wakeUp,
  partitions: parts.partitions,
});
