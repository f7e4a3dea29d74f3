import { Module, type DynamicModule } from '@nestjs/common';
import { AdminKey } from '../../api/auth/keys/keys.module';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Random } from '../../shared/random';
import { bound } from './bound';

interface PlatformParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly adminKey: AdminKey;
}

/** What this process and its environment give: time, random values, the log, the administrator's key. */
@Module({})
export class PlatformModule {
  static with({ clock, random, logger, adminKey }: PlatformParts): DynamicModule {
    return bound(PlatformModule, [
      { provide: Clock, useValue: clock },
      { provide: Random, useValue: random },
      { provide: Logger, useValue: logger },
      { provide: AdminKey, useValue: adminKey },
    ]);
  }
}
