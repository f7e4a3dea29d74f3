import { Module, type DynamicModule, type FactoryProvider, type Type } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import { AccountWriters } from '../../commands/accounts/account-writers';
import { ApprovalRuleBook } from '../../commands/approvals/approval-rule-book';
import { DepositApprovals } from '../../commands/approvals/deposit-approvals';
import { PayoutApprovals, type IsNewPayee } from '../../commands/approvals/payout-approvals';
import { PersonsDecisions } from '../../commands/approvals/persons-decisions';
import { CasePlanner } from '../../commands/cases/case-planner';
import { CaseRepository } from '../../commands/cases/case-repository';
import { LimitSettings } from '../../commands/limits/limit-settings';
import { PayoutHolds } from '../../commands/limits/payout-holds';
import { PayoutRepository } from '../../commands/payouts/payout-repository';
import { PayoutWarnings, type IsFloatShort } from '../../commands/payouts/payout-warnings';
import { Terms } from '../../commands/provider-terms';
import { PayoutReferences } from '../../commands/payouts/payout-references';
import { References } from '../../commands/references';
import { EventStore } from '../../event-store/event-store';
import { ProviderGate } from '../../providers/gate/provider-gate';
import type { Partitions } from '../../saga/partitions/partitions';
import { SagaRunner } from '../../saga/runner/saga-runner';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Telemetry } from '../../shared/system/telemetry';
import { Random } from '../../shared/random';
import { NotificationInbox } from '../../webhooks/notification-inbox';
import { OrderAuthorisation } from '../../webhooks/order-authorisation';
import { createEngine, Engine, type EngineParts } from '../engine';
import { tellPayoutChanges, tellVerdicts } from '../telemetry/tell-payouts';
import { bound } from './bound';

/** What the engine needs beside the ports, as an injection token. */
export abstract class EngineSettings {
  abstract readonly providers: EngineParts['providers'];
  abstract readonly isFloatShort: IsFloatShort;
  abstract readonly payoutLimits: EngineParts['payoutLimits'];
  abstract readonly payees: EngineParts['payees'];
  /** How long a raise of a limit waits after its confirmation, in milliseconds. */
  abstract readonly limitRaiseDelayMs: number;
  abstract readonly isNewPayee: IsNewPayee;
  abstract readonly approvalExpiryHours: number;
  abstract readonly providerTimeoutMs: number;
  abstract readonly sweepIntervalMs: number;
  /** The saga calls it when the event store holds another log than this process remembers. */
  abstract readonly onForeignLog: () => void;
  /** How several processes share the saga's work. */
  abstract readonly partitions: Partitions;
  /** False when Nest's in-process saga must not wake the durable one. */
  abstract readonly wakeUp: boolean;
}

const engine: FactoryProvider<Engine> = {
  provide: Engine,
  inject: [EngineSettings, EventStore, Clock, Random, Logger, Terms, EventBus, Telemetry],
  useFactory: (
    settings: EngineSettings,
    store: EventStore,
    clock: Clock,
    random: Random,
    logger: Logger,
    terms: Terms,
    bus: EventBus,
    telemetry: Telemetry,
  ) => {
    const announce: EngineParts['announce'] = events => settings.wakeUp && bus.publishAll([...events]);
    const told = {
      onPayoutChange: tellPayoutChanges(telemetry),
      onNotificationJudged: tellVerdicts(telemetry),
    };
    return createEngine({ ...settings, ...told, store, clock, random, logger, terms, announce });
  },
};

const limitSettings: FactoryProvider<LimitSettings> = {
  provide: LimitSettings,
  inject: [EngineSettings],
  useFactory: ({ limitRaiseDelayMs: raiseDelayMs, payees }: EngineSettings) => ({
    raiseDelayMs,
    payeeKey: payees.key,
  }),
};

const part = <Part>(
  token: Type<Part> | (abstract new () => Part),
  of: (engine: Engine) => Part,
): FactoryProvider => ({
  provide: token,
  inject: [Engine],
  useFactory: of,
});

/** The engine over the ports that the other modules bind, and its parts under their classes: handlers ask for them. */
@Module({})
export class EngineModule {
  static with(settings: EngineSettings, terms: Terms): DynamicModule {
    return bound(EngineModule, [
      { provide: EngineSettings, useValue: settings },
      { provide: Terms, useValue: terms },
      engine,
      part(AccountWriters, ({ accounts }) => accounts),
      part(PayoutRepository, ({ payouts }) => payouts),
      part(PayoutWarnings, ({ warnings }) => warnings),
      part(PayoutHolds, ({ holds }) => holds),
      limitSettings,
      part(ApprovalRuleBook, ({ approvalRules }) => approvalRules),
      part(PayoutApprovals, ({ approvals }) => approvals),
      part(DepositApprovals, ({ depositApprovals }) => depositApprovals),
      part(PersonsDecisions, ({ personsDecisions }) => personsDecisions),
      part(CaseRepository, ({ cases }) => cases),
      part(CasePlanner, ({ planner }) => planner),
      part(References, ({ references }) => references),
      part(PayoutReferences, ({ payoutReferences }) => payoutReferences),
      part(NotificationInbox, ({ inbox }) => inbox),
      part(OrderAuthorisation, ({ authorisation }) => authorisation),
      part(ProviderGate, ({ gate }) => gate),
      part(SagaRunner, ({ saga }) => saga),
    ]);
  }
}
