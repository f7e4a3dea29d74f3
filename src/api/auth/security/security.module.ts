import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { Clock } from '../../../shared/clock';
import { errorFields, Logger } from '../../../shared/logging';
import { Random } from '../../../shared/random';
import { SecurityLog } from './security-log';
import { SignIns } from './sign-ins';

/** How long the end of the process waits for the last records, in milliseconds. */
const LAST_RECORDS_MS = 2_000;

/** Records what was counted, while the application runs and once more at its end. */
@Injectable()
class SecurityRecorder implements OnModuleInit, OnApplicationShutdown {
  private readonly ending = new AbortController();

  constructor(
    private readonly security: SecurityLog,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.security.run(this.ending.signal).catch((error: unknown) => {
      this.logger.error(errorFields(error), 'security events are not recorded any more');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    const over = new AbortController();
    await Promise.race([this.security.flush(), this.clock.wait(LAST_RECORDS_MS, over.signal)]);
    over.abort();
  }
}

/** What is recorded about access. */
@Module({
  providers: [
    {
      provide: SecurityLog,
      useFactory: (store: EventStore, clock: Clock, random: Random, logger: Logger) =>
        new SecurityLog({ store, clock, random }, logger),
      inject: [EventStore, Clock, Random, Logger],
    },
    {
      provide: SignIns,
      useFactory: (security: SecurityLog, clock: Clock) => new SignIns(security, clock),
      inject: [SecurityLog, Clock],
    },
    SecurityRecorder,
  ],
  exports: [SecurityLog, SignIns],
})
export class SecurityModule {}
