import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { tokenBeforeKey } from '../auth/oidc/token-before-key';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';
import { Telemetry } from '../../shared/system/telemetry';
import { Random } from '../../shared/random';
import { consolePages } from '../operations/console/pages/console-pages';
import { serveDocument } from './openapi/document';
import { keyBeforeBody } from './bodies/key-before-body';
import { useBodyParsers } from './bodies/body-parsers';
import { plainAddress } from './edges/address';
import { bodyBudget } from './edges/body-budget';
import { guardConnections } from './edges/connections';
import { DEFAULT_LIMITS, type EdgeLimits } from '../../shared/settings/edge-limits';
import { allowedMethods } from './edges/methods';
import { partAddresses } from './edges/operations-address';
import { rateLimits } from './edges/rate-limits';
import { Refusals } from './edges/refusals';
import { requestLog } from './request-log';

/**
 * Adds what surrounds the routes: request ids and log lines, security headers, the methods, the key before the
 * body, body parsers, the OpenAPI document. Call it once, before `init` or `listen`, on an application that was created with `bodyParser: false`.
 */
export function configureHttp(
  app: NestExpressApplication,
  edges: EdgeLimits = DEFAULT_LIMITS,
  hasOperationsAddress = false,
  consoleFolder?: string,
): void {
  guardConnections(app.getHttpServer() as Server, edges, app.get(Refusals));
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(plainAddress);
  app.use(requestLog(app.get(Logger), app.get(Clock), app.get(Random), app.get(Telemetry)));
  // The documentation is served over plain HTTP on the loopback, so its scripts must not be sent to https. The proxy
  // that ends TLS decides whether browsers insist on TLS.
  const contentSecurityPolicy = { directives: { upgradeInsecureRequests: null } };
  app.use(helmet({ contentSecurityPolicy, strictTransportSecurity: false }));
  if (hasOperationsAddress) app.use(partAddresses);
  app.use(allowedMethods(app));
  app.use(tokenBeforeKey(app));
  app.use(rateLimits(app, edges));
  app.use(consolePages(consoleFolder));
  app.use(keyBeforeBody(app));
  app.use(bodyBudget(app));
  useBodyParsers(app);
  serveDocument(app);
}
