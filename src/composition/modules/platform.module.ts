import { Module, type DynamicModule } from '@nestjs/common';
import { AdminKey } from '../../api/auth/keys/keys.module';
import { Persons } from '../../api/auth/oidc/token-before-key';
import { ByteBudget } from '../../api/http/edges/byte-budget';
import { Refusals } from '../../api/http/edges/refusals';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Metrics } from '../../shared/metrics';
import { Random } from '../../shared/random';
import { bound } from './bound';

interface PlatformParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly adminKey: AdminKey;
  readonly metrics: Metrics;
  readonly persons?: Persons;
}

/** What this process and its environment give: time, random values, the log, the administrator's key, what the edge counts. */
@Module({})
export class PlatformModule {
  static with({
    clock,
    random,
    logger,
    adminKey,
    metrics,
    persons = { tokens: null },
  }: PlatformParts): DynamicModule {
    return bound(PlatformModule, [
      { provide: Clock, useValue: clock },
      { provide: Random, useValue: random },
      { provide: Logger, useValue: logger },
      { provide: Metrics, useValue: metrics },
      { provide: AdminKey, useValue: adminKey },
      { provide: Persons, useValue: persons },
      { provide: Refusals, useValue: new Refusals(clock, logger) },
      { provide: ByteBudget, useValue: new ByteBudget() },
    ]);
  }
}
