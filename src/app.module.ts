import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { ApiModule } from './api/api.module';
import type { ApiOptions } from './api/options';
import type { CommandGate } from './api/operations/command-readiness.guard';
import type { Engine } from './composition/engine';
import type { ReconcileStatementHandler } from './commands/reconciliation/reconcile-statement';
import type { QueryHandlers } from './composition/query-handlers';
import { DrivePayoutHandler } from './saga/runner/drive-payout';
import { WakeUpSaga } from './saga/runner/wake-up.saga';
import { NotificationInbox } from './webhooks/notification-inbox';
import { WebhooksController } from './webhooks/webhooks.controller';

export interface AppParts {
  readonly engine: Engine;
  readonly queries: QueryHandlers;
  readonly reconcileStatement: ReconcileStatementHandler;
  readonly api: ApiOptions;
  /** Nest's in-process saga only wakes the durable one up; without it everything still ends. */
  readonly wakeUp: boolean;
  readonly commandGate: CommandGate;
}

/** Nest's part of the house: the buses with every handler, the routes, the providers' door. */
@Module({})
export class AppModule {
  static from({ engine, queries, reconcileStatement, api, wakeUp, commandGate }: AppParts): DynamicModule {
    const { openAccount, depositFunds, reverseDeposit, requestPayout, resolveCase, inbox, saga } = engine;
    const commands = [
      openAccount,
      depositFunds,
      reverseDeposit,
      requestPayout,
      resolveCase,
      new DrivePayoutHandler(saga),
    ];
    const handlers = [...commands, reconcileStatement, ...queries];
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), ApiModule.forRoot(api)],
      controllers: [WebhooksController],
      providers: [
        { provide: NotificationInbox, useValue: inbox },
        { provide: APP_GUARD, useValue: commandGate },
        ...handlers.map(made),
        ...(wakeUp ? [made(new WakeUpSaga())] : []),
      ],
    };
  }
}

/**
 * Nest's buses know a handler by its class and have Nest make it. The engine has made it already: this class is the
 * handler's own, metadata and all, and its constructor gives the one that exists.
 */
function made(instance: object): Type {
  class Existing {
    constructor() {
      return instance;
    }
  }
  Object.setPrototypeOf(Existing, instance.constructor);
  Reflect.defineMetadata('design:paramtypes', [], Existing);
  return Existing;
}
