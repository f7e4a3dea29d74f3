import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Scope } from './keys/scopes';
import { ApiProblem } from '../http/openapi/decorators';

export const ACCESS = 'holdfast:access';
export type Access = 'public' | readonly Scope[];

/** Open to keys that have one of these scopes. A route that says nothing is closed to everybody. */
export const NeedsScope = (...scopes: [Scope, ...Scope[]]): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, scopes),
    ApiBearerAuth(),
    ApiProblem(401, 'UNAUTHORIZED: no key, an unknown or a revoked one'),
    ApiProblem(403, `FORBIDDEN: the key has none of the scopes ${scopes.join(', ')}`),
  );

/** Open to everybody. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, 'public');
