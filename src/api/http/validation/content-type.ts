import type { IncomingMessage } from 'node:http';
import { type FieldFault, problem, ProblemError } from '../../problems/problem';

const CONTENT_TYPE = 'Content-Type';
const wrong = new WeakSet<IncomingMessage>();

/** A body that is JSON under another media type is refused by its route, together with the faults of its fields. */
export const markWrongType = (request: IncomingMessage): void => void wrong.add(request);

export const hasWrongType = (request: IncomingMessage): boolean => wrong.has(request);

export const contentTypeFault = (): FieldFault => ({
  field: CONTENT_TYPE,
  message: 'must be application/json',
  wanted: 'application/json',
  example: 'application/json',
});

export const wrongType = (errors: readonly FieldFault[]): ProblemError =>
  new ProblemError(
    problem(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8, not compressed', {
      errors: errors.slice(0, 100),
    }),
  );
