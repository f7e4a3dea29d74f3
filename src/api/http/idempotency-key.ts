import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { invalid } from '../problems/problem';
import { isIdempotencyKey } from '../fields/field-rules';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The request's Idempotency-Key: it must be there once, with 1 to 255 printable ASCII characters. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  // Node joins repeated headers with a comma: the joined text would be a key that the client did not send.
  const values = request.headersDistinct['idempotency-key'] ?? [];
  const [key] = values;
  if (key === undefined || key === '') throw invalid({ field: IDEMPOTENCY_KEY, message: 'is needed' });
  if (values.length > 1) throw invalid({ field: IDEMPOTENCY_KEY, message: 'must be given once' });
  if (isIdempotencyKey(key)) return key;
  throw invalid({ field: IDEMPOTENCY_KEY, message: 'must be 1 to 255 printable ASCII characters' });
});
