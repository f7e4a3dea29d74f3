import type { IncomingMessage } from 'node:http';
import { type FieldFault, problem, ProblemError } from '../../problems/problem';

const CONTENT_TYPE = 'Content-Type';
const wrong = new WeakSet<IncomingMessage>();

/** A body that is JSON under another media type is refused by its route, together with the faults of its fields. */
export const markWrongType = (request: IncomingMessage): void => void wrong.add(request);

export const hasWrongType = (request: IncomingMessage): boolean => wrong.has(request);

const broken = new WeakMap<IncomingMessage, FieldFault>();

/** A body that is no JSON is refused by its route, together with the faults of the headers and the query. */
export const markBroken = (request: IncomingMessage, fault: FieldFault): void =>
  void broken.set(request, fault);

/** What is wrong with the text of the body; undefined: it is JSON, or there is none. */
export const brokenBody = (request: IncomingMessage): FieldFault | undefined => broken.get(request);

export const malformed = (errors: readonly FieldFault[]): ProblemError =>
  new ProblemError(
    problem(
      400,
      'MALFORMED_REQUEST',
      'The request cannot be read: its body must be one JSON object in UTF-8',
      {
        errors: errors.slice(0, 100),
      },
    ),
  );

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
