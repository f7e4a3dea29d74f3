import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AccountsModule } from '../../src/api/accounts/accounts.module';
import { CasesModule } from '../../src/api/cases/cases.module';
import { configureHttp } from '../../src/api/http/configure-http';
import { HttpModule } from '../../src/api/http/http.module';
import { nestLogger } from '../../src/api/http/nest-logger';
import { LedgerModule } from '../../src/api/ledger/ledger.module';
import { PayoutsModule } from '../../src/api/payouts/payouts.module';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { ReadModels } from '../../src/projections/read-models';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import { ReadModelFreshness } from '../../src/queries/reading/read-model-freshness';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import type { Historian } from '../projections/histories';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { checkAnswers } from './answers-are-documented';
import { testPorts } from './ports';

/** The real routes over real read models of a written history. */
export interface ServedBooks {
  readonly postgres: TestPostgres;
  readonly url: string;
  stop(): Promise<void>;
}

export async function serveBooks({ store }: Historian): Promise<ServedBooks> {
  const postgres = await startTestPostgres();
  const { url: databaseUrl, database } = postgres;
  const models = new ReadModels({ eventStore: store, databaseUrl, clock: systemClock, logger: silentLogger });
  await models.start();
  const readPosition = new PositionWaiter({ database, clock: systemClock });
  expect(await readPosition.waitFor(store.log.at(-1)!.position, 30_000)).toMatchObject({ ok: true });
  const freshness = new ReadModelFreshness({
    ends: new LogEndReader(store),
    readPosition,
    storeTime: async () => new Date(),
    clock: systemClock,
  });
  const ports = testPorts({ store, database, freshness });
  const features = [AccountsModule, PayoutsModule, LedgerModule, CasesModule];
  const imports = [CqrsModule.forRoot(), ...ports, HttpModule, ...features];
  const built = await Test.createTestingModule({ imports }).compile();
  const app = built.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: nestLogger(silentLogger),
  });
  checkAnswers(app);
  configureHttp(app);
  await app.listen(0, '127.0.0.1');
  const stop = async () => {
    await app.close();
    await models.stop();
    await postgres.stop();
  };
  return { postgres, url: await app.getUrl(), stop };
}
