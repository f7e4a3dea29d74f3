import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { ACCESS, ALL_ACCOUNTS } from '../../shared/route-metadata';
import type { Scope } from './keys/scopes';
import { ApiProblem } from '../http/openapi/decorators';

/** Whom a route is open to: clients with one of the scopes. `persons`: and no client that states it is a service. */
export interface KeyAccess {
  readonly scopes: readonly Scope[];
  readonly persons: boolean;
}
/** Says that the answer is about the accounts of all clients: a client with a list of its own is refused. */
export const OverAllAccounts = (): MethodDecorator => SetMetadata(ALL_ACCOUNTS, true);

export type Access = 'public' | KeyAccess;

/** Opens a route to keys with one of these scopes. A route without a decorator for its access is closed to all keys. */
export const NeedsScope = (...scopes: [Scope, ...Scope[]]): MethodDecorator =>
  opens(scopes, false, `FORBIDDEN: the key has none of the scopes ${scopes.join(', ')}`);

/** Opens a route to persons with one of these scopes. */
export const NeedsPerson = (...scopes: [Scope, ...Scope[]]): MethodDecorator =>
  opens(
    scopes,
    true,
    `FORBIDDEN: the key has none of the scopes ${scopes.join(', ')}, or is a service's: this is for persons`,
  );

const opens = (scopes: readonly Scope[], persons: boolean, forbidden: string): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { scopes, persons } satisfies KeyAccess),
    ...scopes.map(scope => ApiSecurity('bearer', [scope])),
    ApiProblem(
      401,
      'UNAUTHORIZED: no key, an unknown or a revoked one; SIGNATURE_REQUIRED, SIGNATURE_INVALID: a key that signs',
    ),
    ApiProblem(403, forbidden),
  );
