import type { OpenAPIObject } from '@nestjs/swagger';
import { OPERATION_IDS } from './operation-ids';

type Paths = OpenAPIObject['paths'];
type PathItem = Paths[string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const REQUEST_ID = {
  description: 'Names the request in the log of the service',
  schema: { type: 'string' as const },
};

/** The operations with their names. A route without a scope says that it needs no key. */
export const withOperations = (paths: Paths): Paths =>
  Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, withNames(path, item)]));

function withNames(path: string, item: PathItem): PathItem {
  const operations = METHODS.flatMap(method => {
    const operation = item[method];
    return operation ? [[method, named(`${method} ${path}`, operation)] as const] : [];
  });
  return { ...item, ...Object.fromEntries(operations) };
}

const named = (route: string, operation: Operation): Operation => ({
  ...operation,
  operationId: OPERATION_IDS[route] ?? operation.operationId ?? route,
  security: operation.security ?? [],
  responses: Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => [status, withRequestId(response!)]),
  ),
});

type Response = NonNullable<Operation['responses'][string]>;

const withRequestId = (response: Response): Response =>
  '$ref' in response
    ? response
    : { ...response, headers: { ...response.headers, 'X-Request-Id': REQUEST_ID } };
