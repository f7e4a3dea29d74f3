import { RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { problem, ProblemError } from '../../problems/problem';
import { hasBody, pathOf, routesOf } from '../bodies/routes';

/** The pages of the document, which no controller serves. */
const DOCUMENT = { path: /^\/docs(-json)?\/?$/i, method: RequestMethod.GET };

/**
 * Answers 405 with `Allow` to a method that a known path does not have, and 204 with `Allow` to OPTIONS. It reads no body.
 * HEAD is served wherever GET is. An unknown path stays a 404.
 */
export function allowedMethods(app: NestExpressApplication) {
  const routes = [...routesOf(app), DOCUMENT];
  return (request: Request, response: Response, next: NextFunction): void => {
    const path = pathOf(request);
    const methods = routes.filter(route => route.path.test(path)).map(({ method }) => RequestMethod[method]!);
    const allowed = new Set(methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])));
    if (allowed.size === 0 || allowed.has(request.method)) return next();
    response.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '));
    if (hasBody(request)) response.setHeader('Connection', 'close');
    if (request.method === 'OPTIONS') return void response.status(204).end();
    next(new ProblemError(problem(405, 'METHOD_NOT_ALLOWED', 'This address does not answer to this method')));
  };
}
