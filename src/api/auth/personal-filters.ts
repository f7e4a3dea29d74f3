import type { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { PERSONAL_FILTERS } from '../../shared/route-metadata';
import type { ApiClient } from './keys/api-keys';
import { problem, ProblemError } from '../problems/problem';

type Handler = Parameters<Reflector['get']>[1];

/** The parameters of the request that search by personal data. */
export function personalFiltersOf(reflector: Reflector, handler: Handler, request: Request): string[] {
  const parameters = reflector.get<readonly string[] | undefined>(PERSONAL_FILTERS, handler) ?? [];
  return parameters.filter(name => Object.hasOwn(request.query, name));
}

/** @throws {ProblemError} when the client searches by personal data that it may not see */
export function requirePersonalScope({ scopes }: ApiClient, filters: readonly string[]): void {
  if (filters.length === 0 || scopes.includes('personal:read')) return;
  const detail = `A search by ${filters.join(' and ')} needs the scope personal:read: its answer confirms personal data`;
  throw new ProblemError(problem(403, 'FORBIDDEN', detail));
}
