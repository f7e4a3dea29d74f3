import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { ACCESS } from '../../shared/route-metadata';
import type { Scope } from './keys/scopes';
import { ApiProblem } from '../http/openapi/decorators';

export type Access = 'public' | readonly Scope[];

/** Opens a route to keys with one of these scopes. A route without a decorator for its access is closed to all keys. */
export const NeedsScope = (...scopes: [Scope, ...Scope[]]): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, scopes),
    ApiBearerAuth(),
    ApiProblem(401, 'UNAUTHORIZED: no key, an unknown or a revoked one'),
    ApiProblem(403, `FORBIDDEN: the key has none of the scopes ${scopes.join(', ')}`),
  );
