import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { authenticate } from '../../auth/api-key.guard';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import { problem, ProblemError } from '../../problems/problem';
import { BodyRules } from '../bodies/body-rules';
import { bytesIn } from '../bodies/limit';
import { isPublicPath } from '../bodies/key-before-body';
import { hasBody, pathOf } from '../bodies/routes';
import { type BodyOwner, ByteBudget } from './byte-budget';
import { Refusals } from './refusals';
import { callerAddress } from './remote-address';

/**
 * Reads a body only while there is room for it. It counts from the head of the request until the answer is sent or the
 * connection is lost. A body that is refused is not kept.
 */
export function bodyBudget(app: NestExpressApplication) {
  const rules = new BodyRules(app);
  const budget = app.get(ByteBudget);
  const refusals = app.get(Refusals);
  const isOpen = isPublicPath(app);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!hasBody(request)) return next();
    const open = isOpen(pathOf(request));
    const owner = open ? { address: callerAddress(request) } : ownerOf(app.get(ApiKeyRegistry), request);
    const bytes = announcedBytes(request, rules);
    const taken = budget.take(owner, bytes);
    if (taken === 'TAKEN') {
      response.once('close', () => budget.give(owner, bytes));
      return next();
    }
    refusals.note('bodies', { ...owner });
    next(taken === 'FULL' ? allFull() : ownerFull());
  };
}

/** The key has been checked before. A client without a key id has the administrator's key. */
function ownerOf(keys: ApiKeyRegistry, request: Request): BodyOwner {
  const client = authenticate(keys, request);
  return client ? { key: client.keyId ?? client.clientName } : { address: callerAddress(request) };
}

/** A body that announces no length, or more than its route takes, can take as much as its route does. */
function announcedBytes(request: IncomingMessage, rules: BodyRules): number {
  const limit = bytesIn(rules.ruleOf(request).limit);
  const announced = Number(request.headers['content-length'] ?? limit);
  return Math.min(announced, limit);
}

const ownerFull = (): ProblemError =>
  new ProblemError(
    problem(
      429,
      'TOO_MANY_REQUESTS',
      'Too many bodies of this caller are under way: send them one after another',
    ),
    { 'Retry-After': '1' },
  );

const allFull = (): ProblemError =>
  new ProblemError(
    problem(503, 'SERVICE_UNAVAILABLE', 'Too many bodies are under way. Repeat the request as it was'),
    { 'Retry-After': '1' },
  );
