import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ApiKeyRegistry } from './keys/api-key-registry';
import type { ApiClient } from './keys/api-keys';
import { KeyRefusals } from './keys/key-refusals';
import { problem, ProblemError } from '../problems/problem';
import { Clock } from '../../shared/clock';
import { ACCESS, ALL_ACCOUNTS } from '../../shared/route-metadata';
import { clientOfSession, requireCsrfToken } from '../operations/console/session/request-session';
import type { Access, KeyAccess } from './access';
import { requestIdOf } from '../http/edges/request-id';
import { callerOf, setClient } from './client';
import { personalFiltersOf, requirePersonalScope } from './personal-filters';
import { mustSign, signatureFault } from './signing/request-signature';

/** Runs before every route of the application. A route without a decorator for its access is closed. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyRegistry,
    private readonly refusals: KeyRefusals,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.accessOf(context);
    return access === 'public' || this.admit(context, access);
  }

  private admit(context: ExecutionContext, access: KeyAccess): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const client = authenticate(this.keys, request);
    if (!client) throw unauthorized();
    // A refused client is known, too: the log names it.
    setClient(request, callerOf(client, requestIdOf(request)));
    requireCsrfToken(this.keys, request);
    if (!mustSign(client, request)) return this.allow(context, client, access);
    return this.proveSignature(request, client).then(() => this.allow(context, client, access));
  }

  /** @throws {ProblemError} 401 without a valid signature, which is recorded like a refused key */
  private async proveSignature(request: Request, client: ApiClient): Promise<void> {
    const fault = await signatureFault(request, client, this.clock.now());
    if (!fault) return;
    this.refusals.record(client, fault.code, request.socket.remoteAddress);
    throw fault;
  }

  /** @throws {ProblemError} 403 */
  private allow(context: ExecutionContext, client: ApiClient, access: KeyAccess): boolean {
    checkAccess(client, access);
    const request = context.switchToHttp().getRequest<Request>();
    requirePersonalScope(client, personalFiltersOf(this.reflector, context.getHandler(), request));
    if (this.isOverAll(context) && client.accounts !== '*')
      throw forbidden('This is about the accounts of all clients, and this client has a list of its own');
    return true;
  }

  private isOverAll(context: ExecutionContext): boolean {
    return this.reflector.get<true | undefined>(ALL_ACCOUNTS, context.getHandler()) ?? false;
  }

  private accessOf(context: ExecutionContext): Access {
    return this.reflector.get<Access | undefined>(ACCESS, context.getHandler()) ?? CLOSED;
  }
}

/** null: the key was refused. */
const authenticated = new WeakMap<object, ApiClient | null>();

/** What was found out about the credential of a request; null: it is refused. */
export const setAuthenticated = (request: Request, client: ApiClient | null): void =>
  void authenticated.set(request, client);

/**
 * The client whose key or session the request carries; undefined: it carries none that is valid. What limits bodies and
 * rates asks before the guard does, and the key of a request is proved once.
 */
export function authenticate(keys: ApiKeyRegistry, request: Request): ApiClient | undefined {
  const known = authenticated.get(request);
  if (known !== undefined) return known ?? undefined;
  const token = /^Bearer +([!-~]{1,1024}) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const client =
    token === undefined
      ? clientOfSession(keys, request)
      : keys.authenticate(token, request.socket.remoteAddress);
  authenticated.set(request, client ?? null);
  return client;
}

export function unauthorized(): ProblemError {
  const detail = 'A valid API key is needed: Authorization: Bearer <key>';
  return new ProblemError(problem(401, 'UNAUTHORIZED', detail), {
    'WWW-Authenticate': 'Bearer realm="holdfast"',
  });
}

const CLOSED: KeyAccess = { scopes: [], persons: false };

/** @throws {ProblemError} when the route is not open to the client */
function checkAccess({ scopes, kind }: ApiClient, access: KeyAccess): void {
  const needed = access.scopes.join(', ') || 'none is enough';
  if (!access.scopes.some(scope => scopes.includes(scope)))
    throw forbidden(`The API key needs one of the scopes: ${needed}`);
  if (access.persons && kind === 'service')
    throw forbidden('Only a person may do this, and the API key belongs to a service');
}

const forbidden = (detail: string): ProblemError => new ProblemError(problem(403, 'FORBIDDEN', detail));
