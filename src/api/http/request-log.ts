import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Telemetry } from '../../shared/system/telemetry';
import type { Random } from '../../shared/random';
import { clientOf } from '../auth/client';
import { nameRequest } from './edges/request-id';

const REQUEST_ID = 'X-Request-Id';

const opened = new WeakMap<object, number>();

/** Says when an answer began that goes on for as long as its reader wants. Its time is the time until then. */
export const noteOpened = (response: object, atMs: number): void => void opened.set(response, atMs);

/**
 * Gives every request an id, or takes the caller's where it is well formed, and logs one line for it. The
 * line has the route's pattern, never the address: an address may carry a person's data.
 */
export function requestLog(
  logger: Logger,
  clock: Clock,
  random: Random,
  telemetry: Pick<Telemetry, 'requestAnswered'>,
) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = nameRequest(request, random);
    const startedMs = clock.monotonicMs();
    response.setHeader(REQUEST_ID, requestId);
    // Answers are about people and money: no cache on the way keeps them.
    response.setHeader('Cache-Control', 'no-store');
    response.once('close', () => {
      const { method } = request;
      const { statusCode: status, writableFinished: answered } = response;
      const route = routeOf(request);
      const elapsedMs = (opened.get(response) ?? clock.monotonicMs()) - startedMs;
      const traceParent = headerOf(request, 'traceparent');
      const payoutId = payoutMadeBy(response);
      telemetry.requestAnswered({ method, route, status, durationMs: elapsedMs, payoutId, traceParent });
      const { clientName: client = null, keyId = null } = clientOf(request) ?? {};
      const durationMs = Math.round(elapsedMs);
      const level = isProbe(route) && status < 400 ? 'debug' : 'info';
      logger[level]({ requestId, method, route, status, answered, durationMs, client, keyId }, 'request');
    });
    next();
  };
}

/** The pattern of the route; null where none was met. */
function routeOf(request: Request): string | null {
  const route = (request.route as { path?: unknown } | undefined)?.path;
  return typeof route === 'string' ? route : null;
}

/** What machines ask every few seconds. */
const PROBES: readonly (string | null)[] = ['/health/live', '/health/ready', '/metrics'];
const isProbe = (route: string | null): boolean => PROBES.includes(route);

const headerOf = (request: Request, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

/** The answer that made a payout names its address. */
const PAYOUT_ADDRESS = /^\/v1\/payouts\/([0-9a-f-]{36})$/;

function payoutMadeBy(response: Response): string | null {
  const location = response.getHeader('Location');
  return typeof location === 'string' ? (PAYOUT_ADDRESS.exec(location)?.[1] ?? null) : null;
}
