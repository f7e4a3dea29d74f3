import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { invariant } from '../../shared/invariant';
import type { Origin } from '../../commands/origin';
import type { ApiClient } from './keys/api-keys';

const clients = new WeakMap<object, ApiClient>();

/** Who the guard found to be calling; undefined before it, and on public routes. */
export const clientOf = (request: object): ApiClient | undefined => clients.get(request);
export const setClient = (request: object, client: ApiClient): void => void clients.set(request, client);

/** The client with the id of its request. */
export const callerOf = (client: ApiClient, requestId: string | undefined): ApiClient =>
  requestId === undefined ? client : { ...client, requestId };

/** What the events of a command say of the key and the request that asked for it. */
export const originOf = ({ keyId, requestId }: Pick<ApiClient, 'keyId' | 'requestId'>): Origin => ({
  ...(keyId !== null && { keyId }),
  ...(requestId !== undefined && { requestId }),
});

/** The calling client, as the guard found it: a route never takes it from the request's own words. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): ApiClient => {
  const client = clientOf(context.switchToHttp().getRequest<Request>());
  invariant(client, 'A route that needs a client is open to everybody');
  return client;
});
