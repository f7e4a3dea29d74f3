import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '../../api/http/configure-http';
import { consoleFolder } from './console-folder';
import { lastAnswersOf } from './last-answers';
import { startOperationsServer } from './operations-server';
import { nestLogger } from '../../api/http/nest-logger';
import type { Settings } from '../../shared/settings/config';
import type { Logger } from '../../shared/logging';

/** The application while it listens. */
interface HttpServer {
  readonly app: NestExpressApplication;
  readonly url: string;
  /** Answers the requests that have arrived, closes the server, then runs the shutdown hooks of the modules. */
  stop(): Promise<void>;
}

/** Makes the application of a module and listens. What Nest made is shut down again when the address is taken. */
export async function startHttpServer(
  root: DynamicModule,
  settings: Pick<Settings, 'port' | 'host' | 'edges' | 'operations'>,
  logger: Logger,
): Promise<HttpServer> {
  const options = { bodyParser: false, logger: nestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestExpressApplication>(root, options);
  const { port, host, edges } = settings;
  const beginEnd = lastAnswersOf(app.getHttpServer() as Server);
  const close = () => {
    beginEnd();
    return app.close();
  };
  const stops = [close];
  const stop = async () => void (await Promise.all(stops.map(each => each())));
  try {
    configureHttp(app, edges, settings.operations !== null, consoleFolder());
    await app.listen(port, host);
    if (settings.operations) {
      const operations = await startOperationsServer(app, settings);
      stops.push(operations.stop);
      logger.info({ url: operations.url }, 'operations address');
    }
    return { app, url: urlOf(host, (app.getHttpServer().address() as AddressInfo).port), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
