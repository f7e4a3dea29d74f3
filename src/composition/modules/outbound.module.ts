import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeyRegistry } from '../../api/auth/keys/api-key-registry';
import { KeysModule } from '../../api/auth/keys/keys.module';
import { EventStore } from '../../event-store/event-store';
import { LogTail } from '../../event-store/log/log-tail';
import { DeliveryFinder } from '../../outbound/deliveries/delivery-finder';
import { DeliverySender } from '../../outbound/deliveries/delivery-sender';
import { OutboundDispatcher } from '../../outbound/deliveries/outbound-dispatcher';
import { RETRY_TIMES } from '../../outbound/deliveries/retry-times';
import { EndpointRegistry } from '../../outbound/endpoints/endpoint-registry';
import type { EndpointSecrets } from '../../outbound/endpoints/endpoint-secrets';
import { ManageEndpoints } from '../../outbound/endpoints/manage-endpoints';
import { MessageMaker } from '../../outbound/messages/message-maker';
import { GuardedSender } from '../../outbound/sending/guarded-sender';
import { Targets } from '../../outbound/sending/target-url';
import type { Partitions } from '../../saga/partitions/partitions';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';
import { OutboundRunner } from './outbound-runner';
import { bound } from './bound';

export interface OutboundStart {
  readonly secrets: EndpointSecrets;
  readonly partitions: Partitions;
  readonly settings: Pick<
    Settings,
    'allowsPlaintext' | 'webhookAllowedNetworks' | 'webhookTimeoutMs' | 'roles'
  >;
}

/** Where clients say where they want messages, and what sends them. A process with the role `saga` sends. */
@Module({})
export class OutboundModule {
  static with(start: OutboundStart): DynamicModule {
    const { allowsPlaintext, webhookAllowedNetworks: allowedNetworks, roles } = start.settings;
    const manage = {
      provide: ManageEndpoints,
      inject: [EventStore, Clock, Random],
      useFactory: (store: EventStore, clock: Clock, random: Random) =>
        new ManageEndpoints({ store, clock, random, secrets: start.secrets }),
    };
    const registry = {
      provide: EndpointRegistry,
      inject: [EventStore, LogTail, Clock],
      useFactory: (store: EventStore, tail: LogTail, clock: Clock) =>
        new EndpointRegistry({ store, tail, clock }),
    };
    const runner = {
      provide: OutboundRunner,
      inject: [EndpointRegistry, OutboundDispatcher, Logger],
      useFactory: (endpoints: EndpointRegistry, dispatcher: OutboundDispatcher, logger: Logger) =>
        new OutboundRunner({ endpoints, dispatcher, logger, sends: roles.has('saga') }),
    };
    return {
      ...bound(OutboundModule, [
        { provide: Targets, useValue: new Targets({ allowedNetworks, allowsPlaintext }) },
        { provide: GuardedSender, inject: [Clock, Targets], useFactory: senderOf(start) },
        ...[manage, registry, dispatcherOf(start), runner],
      ]),
      imports: [KeysModule],
    };
  }
}

const senderOf =
  ({ settings }: OutboundStart) =>
  (clock: Clock, { rules }: Targets) =>
    new GuardedSender({ rules, clock, timeoutMs: settings.webhookTimeoutMs });

const dispatcherOf = ({ secrets, partitions }: OutboundStart) => ({
  provide: OutboundDispatcher,
  inject: [
    EventStore,
    Clock,
    Random,
    Logger,
    EndpointRegistry,
    ManageEndpoints,
    GuardedSender,
    ApiKeyRegistry,
  ],
  useFactory: (
    store: EventStore,
    clock: Clock,
    random: Random,
    logger: Logger,
    registry: EndpointRegistry,
    manage: ManageEndpoints,
    guarded: GuardedSender,
    keys: ApiKeyRegistry,
  ) =>
    new OutboundDispatcher({
      ...{ store, clock, logger, registry, partitions },
      finder: new DeliveryFinder({ store, messages: new MessageMaker(store) }),
      sender: new DeliverySender({
        store,
        clock,
        random,
        secrets,
        manage,
        sender: guarded,
        times: RETRY_TIMES,
      }),
      accountsOf: clientName => keys.accountsOf(clientName),
      isRevoked: keyId => keys.isRevoked(keyId),
    }),
});
