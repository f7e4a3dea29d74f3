import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeyRegistry } from '../../api/auth/keys/api-key-registry';
import { KeysModule } from '../../api/auth/keys/keys.module';
import { CommandReadiness } from '../../api/operations/command-readiness.guard';
import { Gauges } from '../../api/operations/gauge';
import { ProviderModes } from '../../api/operations/provider-modes';
import { Readiness } from '../../api/operations/readiness';
import type { LimitRegistry } from '../../commands/limits/limit-registry';
import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { LogEndReader } from '../../projections/engine/log-end-reader';
import type { ReadModels } from '../../projections/read-models';
import { OutboundDispatcher } from '../../outbound/deliveries/outbound-dispatcher';
import { EndpointRegistry } from '../../outbound/endpoints/endpoint-registry';
import { outboundGauges } from '../health/outbound-gauges';
import { outboundHealth } from '../health/outbound-health';
import { ProviderGate } from '../../providers/gate/provider-gate';
import { SagaRunner } from '../../saga/runner/saga-runner';
import type { Role } from '../../shared/settings/roles';
import { Clock } from '../../shared/clock';
import { catchUpProbe } from '../health/catch-up-probe';
import { eventStoreHealth } from '../health/event-store-health';
import { buildGauge, diskGauge, gaugesOf, sandboxGauge } from '../health/gauges';
import { databaseIsUp, readModelHealth } from '../health/read-model-health';
import { proofGauges } from '../proofs/proof-gauges';
import { proofHealth } from '../proofs/proof-health';
import type { Proofs } from '../proofs/start-proof-log';
import { bound } from './bound';

interface HealthParts {
  readonly store: EventStoreDbStore;
  readonly readModels: ReadModels;
  /** The folder of the embedded event store; undefined when another one is configured. */
  readonly eventStoreFolder: string | undefined;
  readonly roles: ReadonlySet<Role>;
  readonly proofs: Proofs;
  readonly limits: Pick<LimitRegistry, 'ready'>;
}

/** What tells whether the service is well: for /health, for /metrics, and for the guard of the commands. */
@Module({})
export class HealthModule {
  static with(parts: HealthParts): DynamicModule {
    const { readModels, roles } = parts;
    const readiness = {
      provide: CommandReadiness,
      inject: [SagaRunner],
      useFactory: (saga: SagaRunner): CommandReadiness => ({
        databaseIsUp: () => databaseIsUp(readModels.status()),
        // Another process drives the payouts: what this one accepts is on disk.
        sagaIsWorking: () => !roles.has('saga') || saga.isWorking,
      }),
    };
    return {
      ...bound(HealthModule, [readiness, probes(parts), gauges(parts)]),
      imports: [KeysModule],
    };
  }
}

const probes = ({ store, readModels, roles, proofs, limits }: HealthParts) => ({
  provide: Readiness,
  inject: [ApiKeyRegistry, LogEndReader, SagaRunner, Clock, EndpointRegistry],
  useFactory: (
    keys: ApiKeyRegistry,
    ends: LogEndReader,
    saga: SagaRunner,
    clock: Clock,
    endpoints: EndpointRegistry,
  ) =>
    new Readiness(
      [
        { part: 'event store', check: () => eventStoreHealth(store, () => keys.ready && limits.ready) },
        { part: 'database', check: () => Promise.resolve(readModelHealth(readModels.status())) },
        catchUpProbe(ends, readModels.database),
        ...(roles.has('saga') ? [{ part: 'saga', check: () => Promise.resolve(saga.isWorking) }] : []),
        proofHealth(proofs),
        outboundHealth(endpoints),
      ],
      clock,
    ),
});

const gauges = ({ store, readModels, eventStoreFolder, proofs }: HealthParts) => ({
  provide: Gauges,
  inject: [ProviderGate, Clock, ProviderModes, OutboundDispatcher, EndpointRegistry],
  useFactory: (
    gate: ProviderGate,
    clock: Clock,
    modes: ProviderModes,
    dispatcher: OutboundDispatcher,
    registry: EndpointRegistry,
  ): Gauges => ({
    all: [
      ...gaugesOf(readModels, gate, clock),
      ...proofGauges({ proofs, store, clock }),
      ...outboundGauges({ dispatcher, registry, clock }),
      sandboxGauge(modes),
      buildGauge,
      ...(eventStoreFolder === undefined ? [] : [diskGauge(eventStoreFolder)]),
    ],
  }),
});
