import { Module, type DynamicModule } from '@nestjs/common';
import { AdminKey } from '../../api/auth/keys/keys.module';
import { Persons } from '../../api/auth/oidc/token-before-key';
import { FilesFolder } from '../../api/http/bodies/file-body';
import { ByteBudget } from '../../api/http/edges/byte-budget';
import { SessionSeal } from '../../api/operations/console/session/session-seal';
import { Refusals } from '../../api/http/edges/refusals';
import { CountedFigures } from '../../api/operations/gauge';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Telemetry } from '../../shared/system/telemetry';
import { Random } from '../../shared/random';
import { bound } from './bound';

interface PlatformParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly adminKey: AdminKey;
  readonly telemetry: Telemetry;
  readonly figures: CountedFigures;
  readonly persons?: Persons;
  /** What keys of one purpose are derived from. */
  readonly masterKey: Buffer;
  /** Where bodies go that are kept as files. */
  readonly filesFolder: string;
}

/** What this process and its environment give: time, random values, the log, the administrator's key, what the edge counts. */
@Module({})
export class PlatformModule {
  static with({
    clock,
    random,
    logger,
    adminKey,
    telemetry,
    figures,
    masterKey,
    filesFolder,
    persons = { tokens: null },
  }: PlatformParts): DynamicModule {
    return bound(PlatformModule, [
      { provide: Clock, useValue: clock },
      { provide: Random, useValue: random },
      { provide: Logger, useValue: logger },
      { provide: Telemetry, useValue: telemetry },
      { provide: CountedFigures, useValue: figures },
      { provide: AdminKey, useValue: adminKey },
      { provide: Persons, useValue: persons },
      { provide: SessionSeal, useValue: new SessionSeal(masterKey, random) },
      { provide: Refusals, useValue: new Refusals(clock, logger) },
      { provide: FilesFolder, useValue: { path: filesFolder } },
      { provide: ByteBudget, useValue: new ByteBudget() },
    ]);
  }
}
