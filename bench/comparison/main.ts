/**
 * The comparison as a process. Settings come from the environment: DATABASE_URL, API_KEY, MODE (`function` or
 * `classic`), SENDS_ORDERS, PUBLIC_URL and the settings of ConnectPSP. It prints `listening on <url>`.
 */
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { useBodyParsers } from '../../src/api/http/bodies/body-parsers';
import { requestLog } from '../../src/api/http/request-log';
import { createValidationPipe } from '../../src/api/http/validation/validation-pipe';
import { ProblemFilter } from '../../src/api/problems/problem.filter';
import { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import { systemClock } from '../../src/shared/clock';
import { PrometheusMetrics } from '../../src/composition/telemetry/prometheus-metrics';
import { createLogger, Logger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { AccountsController, KeyGuard, NotificationsController, PayoutsController } from './controllers';
import { OrderWorker } from './order-worker';
import { PayoutStore } from './payout-store';
import { Payouts } from './payouts';

const setting = (name: string): string => process.env[name] ?? '';

let baseUrl = setting('PUBLIC_URL');
const logger = createLogger({ level: 'info' });
const store = new PayoutStore(setting('DATABASE_URL'));
const provider = new ConnectPspProvider(
  {
    url: setting('CONNECTPSP_URL'),
    clientId: setting('CONNECTPSP_CLIENT_ID'),
    clientSecret: setting('CONNECTPSP_CLIENT_SECRET'),
    applicationToken: setting('CONNECTPSP_APPLICATION_TOKEN'),
    cryptoToken: setting('CONNECTPSP_CRYPTO_TOKEN'),
    webhookUrl: () => `${baseUrl}/webhooks/connectpsp`,
    timeoutMs: 10_000,
  },
  systemClock,
);
const payouts = new Payouts(store, provider, setting('MODE') === 'classic');

@Module({
  controllers: [PayoutsController, AccountsController, NotificationsController],
  providers: [
    { provide: Logger, useValue: logger },
    { provide: Payouts, useValue: payouts },
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
  ],
})
class ComparisonModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(ComparisonModule, {
    bodyParser: false,
    logger: false,
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(logger, systemClock, systemRandom, new PrometheusMetrics()));
  app.use(helmet({ strictTransportSecurity: false }));
  useBodyParsers(app);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  baseUrl ||= url;
  const worker = setting('SENDS_ORDERS') === 'true' ? new OrderWorker(store, provider) : undefined;
  payouts.onAccepted = () => worker?.wake();
  process.once('SIGTERM', () => {
    worker?.stop();
    void app.close().then(() => Promise.all([store.close(), provider.close()]));
  });
  console.log(`listening on ${url}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
