import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { useBodyParsers } from './bodies/body-parsers';
import { requestLog } from './request-log';
import { serveDocument } from './openapi/document';
import type { ApiOptions } from '../options';

/**
 * What surrounds the routes: request ids and log lines, security headers, body parsers (webhooks get raw bytes), the
 * OpenAPI document. Call it once, before `init` or `listen`, on an application created with `bodyParser: false`.
 */
export function configureHttp(
  app: NestExpressApplication,
  { logger, clock, random }: Pick<ApiOptions, 'logger' | 'clock' | 'random'>,
): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(logger, clock, random));
  // Served over plain HTTP on the loopback, the documentation's own scripts must not be sent to https; and whether
  // browsers insist on TLS for a whole domain is for whoever ends TLS to say.
  const contentSecurityPolicy = { directives: { upgradeInsecureRequests: null } };
  app.use(helmet({ contentSecurityPolicy, strictTransportSecurity: false }));
  useBodyParsers(app);
  serveDocument(app);
}
