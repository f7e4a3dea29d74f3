import type { components } from '@holdfast/client';

type Shown = components['schemas']['Problem'];

/** A problem document of the API, whole. */
export interface Problem extends Omit<Shown, 'code'> {
  readonly code: string;
  readonly limit?: { readonly name: string; readonly figure: string | null; readonly left: string | null };
}

export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** A status of 0 means that no answer came. */
export function toProblem(status: number, error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  const code = status === 0 ? 'NO_ANSWER' : 'UNEXPECTED_ANSWER';
  return { type: 'about:blank', title: code, status, code, detail: String(error ?? '') };
}

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : toProblem(0, error);
