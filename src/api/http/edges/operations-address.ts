import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { problem, ProblemError } from '../../problems/problem';
import { pathOf } from '../bodies/routes';

const arrived = new WeakSet<IncomingMessage>();

/** What the operator's address serves. */
const OPERATIONS = /^\/(metrics|docs|docs-json|health)(\/|$)/i;
/** What the service's own address leaves to it. Probes reach health at both. */
const MOVED = /^\/(metrics|docs|docs-json)(\/|$)/i;

/** Says of a request that it came to the operator's address. */
export const markOperations = (request: IncomingMessage): void => void arrived.add(request);

/** Parts the two addresses: figures and documentation are served at the operator's, everything else at the service's. */
export function partAddresses(request: Request, _response: Response, next: NextFunction): void {
  const path = pathOf(request);
  const isServed = arrived.has(request) ? OPERATIONS.test(path) : !MOVED.test(path);
  next(
    isServed ? undefined : new ProblemError(problem(404, 'NOT_FOUND', 'There is nothing at this address')),
  );
}
