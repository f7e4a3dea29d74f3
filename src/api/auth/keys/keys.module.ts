import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { LogTail } from '../../../event-store/log/log-tail';
import { Clock } from '../../../shared/clock';
import { Logger } from '../../../shared/logging';
import type { Secret } from '../../../shared/settings/secret';
import { SecurityLog } from '../security/security-log';
import { SecurityModule } from '../security/security.module';
import { SessionSeal } from '../../operations/console/session/session-seal';
import { ApiKeyRegistry } from './api-key-registry';
import { KeyUses } from './key-uses';
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
    private readonly uses: KeyUses,
    private readonly logger: Logger,
  ) {}

  /** A registry that has lost its stream refuses every key: a revoked key must not go on working. */
  onModuleInit(): void {
    void this.uses.run(this.ending.signal);
    this.registry.follow(this.ending.signal).catch((error: unknown) => {
      this.logger.error({ error: String(error) }, 'API keys are not followed any more');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.uses.record().catch(() => undefined);
  }
}

/** Which API keys exist. The keys are made by `holdfast keys` and by the first start. */
@Module({
  imports: [SecurityModule],
  providers: [
    {
      provide: ApiKeyRegistry,
      useFactory: (
        store: EventStore,
        tail: LogTail,
        clock: Clock,
        refusals: KeyRefusals,
        uses: KeyUses,
        key: AdminKey,
        sessions: SessionSeal,
      ) => new ApiKeyRegistry({ store, tail, clock, refusals, uses, sessions }, key.secret),
      inject: [EventStore, LogTail, Clock, KeyRefusals, KeyUses, AdminKey, SessionSeal],
    },
    {
      provide: KeyUses,
      useFactory: (store: EventStore, clock: Clock) => new KeyUses({ store, clock }),
      inject: [EventStore, Clock],
    },
    {
      provide: KeyRefusals,
      useFactory: (logger: Logger, clock: Clock, security: SecurityLog) =>
        new KeyRefusals(logger, clock, security),
      inject: [Logger, Clock, SecurityLog],
    },
    KeyFollower,
  ],
  exports: [ApiKeyRegistry, KeyUses, KeyRefusals],
})
export class KeysModule {}
