import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { invariant } from '../../shared/invariant';
import type { ApiClient } from './keys/api-key-registry';
import type { Scope } from './keys/scopes';

const clients = new WeakMap<object, ApiClient>();

/** Who the guard found to be calling; undefined before it, and on public routes. */
export const clientOf = (request: object): ApiClient | undefined => clients.get(request);
export const setClient = (request: object, client: ApiClient): void => void clients.set(request, client);

/** The calling client's name: half of what names a payout, so it is never taken from the request's own words. */
export const ClientName = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const client = clientOf(context.switchToHttp().getRequest<Request>());
  invariant(client, 'A route that needs a client is open to everybody');
  return client.clientName;
});

/** What the calling client's key opens: for answers that show some of it more than others. */
export const Scopes = createParamDecorator((_data: unknown, context: ExecutionContext): readonly Scope[] => {
  const client = clientOf(context.switchToHttp().getRequest<Request>());
  return client?.scopes ?? [];
});
