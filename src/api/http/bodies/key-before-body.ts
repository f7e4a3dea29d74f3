import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ACCESS } from '../../../shared/route-metadata';
import { authenticate, unauthorized } from '../../auth/api-key.guard';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import { hasBody, metadata, pathOf, routesOf } from './routes';

/**
 * Refuses a body that comes without a valid key, before a byte of it is read. The connection is closed, so that the rest is
 * not read either. A public route takes bodies from anybody. The scopes are the guard's business.
 */
export function keyBeforeBody(app: NestExpressApplication) {
  const isPublic = isPublicPath(app);
  return (request: Request, response: Response, next: NextFunction): void => {
    const isFree = !hasBody(request) || isPublic(pathOf(request));
    if (isFree || authenticate(app.get(ApiKeyRegistry), request)) return next();
    response.setHeader('Connection', 'close');
    next(unauthorized());
  };
}

/** Tells whether a path has a route that is open to callers without a key. */
export function isPublicPath(app: NestExpressApplication): (path: string) => boolean {
  const open = routesOf(app).filter(({ handler }) => metadata(ACCESS, handler) === 'public');
  return path => open.some(route => route.path.test(path));
}
