import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { type ApiClient, ApiKeyRegistry } from './keys/api-key-registry';
import { problem, ProblemError } from '../problems/problem';
import { ACCESS } from '../../shared/route-metadata';
import type { Access } from './access';
import { setClient } from './client';

/** Runs before every route of the application. A route without a decorator for its access is closed. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyRegistry,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.accessOf(context);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const client = authenticate(this.keys, request);
    if (!client) throw unauthorized();
    if (!access.some(scope => client.scopes.includes(scope))) throw forbidden(access);
    setClient(request, client);
    return true;
  }

  private accessOf(context: ExecutionContext): Access {
    return this.reflector.get<Access | undefined>(ACCESS, context.getHandler()) ?? [];
  }
}

/** The client whose key the request carries; undefined: it carries none that is valid. */
export function authenticate(keys: ApiKeyRegistry, request: Request): ApiClient | undefined {
  const token = /^Bearer +([!-~]{1,1024}) *$/i.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? undefined : keys.authenticate(token);
}

export function unauthorized(): ProblemError {
  const detail = 'A valid API key is needed: Authorization: Bearer <key>';
  return new ProblemError(problem(401, 'UNAUTHORIZED', detail), {
    'WWW-Authenticate': 'Bearer realm="holdfast"',
  });
}

const forbidden = (scopes: readonly string[]): ProblemError =>
  new ProblemError(
    problem(
      403,
      'FORBIDDEN',
      `The API key needs one of the scopes: ${scopes.join(', ') || 'none is enough'}`,
    ),
  );
