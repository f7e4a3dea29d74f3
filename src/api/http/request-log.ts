import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import { clientOf } from '../auth/client';
import { nameRequest } from './edges/request-id';

const REQUEST_ID = 'X-Request-Id';

/**
 * Gives every request an id, or takes the caller's where it is well formed, and logs one line for it. The
 * line has the route's pattern, never the address: an address may carry a person's data.
 */
export function requestLog(logger: Logger, clock: Clock, random: Random) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = nameRequest(request, random);
    const startedMs = clock.monotonicMs();
    response.setHeader(REQUEST_ID, requestId);
    // Answers are about people and money: no cache on the way keeps them.
    response.setHeader('Cache-Control', 'no-store');
    response.once('close', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const fields = {
        requestId,
        method: request.method,
        route: typeof route === 'string' ? route : null,
        status: response.statusCode,
        answered: response.writableFinished,
        durationMs: Math.round(clock.monotonicMs() - startedMs),
        client: clientOf(request)?.clientName ?? null,
        keyId: clientOf(request)?.keyId ?? null,
      };
      logger.info(fields, 'request');
    });
    next();
  };
}
