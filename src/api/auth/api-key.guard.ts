import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { ApiKeyRegistry } from './keys/api-key-registry';
import { problem, ProblemError } from '../problems/problem';
import { ACCESS, type Access } from './access';
import { setClient } from './client';

/** Stands before every route of the application, so that one nobody thought of is closed. */
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
    const token = /^Bearer +([!-~]{1,1024}) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const client = token === undefined ? undefined : this.keys.authenticate(token);
    if (!client) throw unauthorized();
    if (!access.some(scope => client.scopes.includes(scope))) throw forbidden(access);
    setClient(request, client);
    return true;
  }

  /** The providers' door has its own proof (a signature over the bytes), and no key. */
  private accessOf(context: ExecutionContext): Access {
    const path = this.reflector.get<string | string[] | undefined>(PATH_METADATA, context.getClass());
    if (typeof path === 'string' && /^\/?webhooks(\/|$)/.test(path)) return 'public';
    return this.reflector.get<Access | undefined>(ACCESS, context.getHandler()) ?? [];
  }
}

function unauthorized(): ProblemError {
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
