import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { invalid, type ProblemError } from '../problems/problem';
import { isIdempotencyKey } from '../fields/field-rules';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';
export const KEY_EXAMPLE = '7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10';

const WANTED = '1 to 255 printable ASCII characters';

/** The request's Idempotency-Key: it must be there once, with 1 to 255 printable ASCII characters. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  // Node joins repeated headers with a comma: the joined text would be a key that the client did not send.
  const values = request.headersDistinct['idempotency-key'] ?? [];
  const [key] = values;
  if (key === undefined || key === '') throw keyFault(`is missing; it must be ${WANTED}`);
  if (values.length > 1) throw keyFault('must be given once');
  if (isIdempotencyKey(key)) return key;
  throw keyFault(`must be ${WANTED}`);
});

/** For a route that moves no money: undefined where the header is absent. */
export const OptionalIdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined => {
    const request = context.switchToHttp().getRequest<Request>();
    const values = request.headersDistinct['idempotency-key'] ?? [];
    if (values.length > 1) throw keyFault('must be given once');
    const [key] = values;
    if (key === undefined || isIdempotencyKey(key)) return key;
    throw keyFault(`must be ${WANTED}`);
  },
);

const keyFault = (message: string): ProblemError =>
  invalid({
    field: IDEMPOTENCY_KEY,
    message,
    wanted: `${WANTED}, another one for each request`,
    example: KEY_EXAMPLE,
  });
