import { STATUS_CODES } from 'node:http';

/** One field's fault. Fields of bodies are paths (`payee.document`); headers stand by their name. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** An error as it is told to a caller: RFC 9457 with a stable `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
  readonly [extension: string]: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';

const MAX_ERRORS = 100;

export function problem(
  status: number,
  code: string,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): Problem {
  const type = `urn:holdfast:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...extensions };
}

/** 400 with every field's fault, up to a hundred. */
export function validationProblem(faults: readonly FieldFault[]): Problem {
  const count = faults.length === 1 ? '1 field is' : `${faults.length} fields are`;
  return problem(400, 'VALIDATION_FAILED', `${count} wrong; nothing was written`, {
    errors: faults.slice(0, MAX_ERRORS),
  });
}

/** Thrown where a request ends in a problem. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.code);
  }
}

export const invalid = (...faults: FieldFault[]): ProblemError => new ProblemError(validationProblem(faults));

export const notFound = (code: string, detail: string): ProblemError =>
  new ProblemError(problem(404, code, detail));

/** The read models have not come as far as the events: asking again later helps. */
export const behind = (detail: string): ProblemError =>
  new ProblemError(problem(503, 'PROJECTION_BEHIND', detail), { 'Retry-After': '1' });
