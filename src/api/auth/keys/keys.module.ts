import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { LogTail } from '../../../event-store/log/log-tail';
import { Clock } from '../../../shared/clock';
import { Logger } from '../../../shared/logging';
import type { Secret } from '../../../shared/settings/secret';
import { ApiKeyRegistry } from './api-key-registry';
import { KeyRefusals } from './key-refusals';

/** The API key of the environment, as an injection token. */
export abstract class AdminKey {
  /** Null when the environment has none. */
  abstract readonly secret: Secret | null;
}

/** Follows the keys' stream while the application runs. */
@Injectable()
class KeyFollower implements OnModuleInit, OnApplicationShutdown {
  private readonly ending = new AbortController();

  constructor(
    private readonly registry: ApiKeyRegistry,
    private readonly logger: Logger,
  ) {}

  /** A registry that has lost its stream refuses every key: a revoked key must not go on working. */
  onModuleInit(): void {
    this.registry.follow(this.ending.signal).catch((error: unknown) => {
      this.logger.error({ error: String(error) }, 'API keys are not followed any more');
    });
  }

  onApplicationShutdown(): void {
    this.ending.abort();
  }
}

/** Which API keys exist. The keys are made by `holdfast keys` and by the first start. */
@Module({
  providers: [
    {
      provide: ApiKeyRegistry,
      useFactory: (store: EventStore, tail: LogTail, clock: Clock, logger: Logger, key: AdminKey) =>
        new ApiKeyRegistry({ store, tail, clock, refusals: new KeyRefusals(logger, clock) }, key.secret),
      inject: [EventStore, LogTail, Clock, Logger, AdminKey],
    },
    KeyFollower,
  ],
  exports: [ApiKeyRegistry],
})
export class KeysModule {}
