import type { components } from './schema';

type Schemas = components['schemas'];
export type ProblemCode = Schemas['ProblemCode'];

/** An error answer. `code` says which fields it has. */
export type Problem =
  | (Schemas['Problem'] & { code: Exclude<ProblemCode, 'LIMIT_EXCEEDED' | 'NOT_READY'> })
  | (Schemas['PayoutProblem'] & { code: 'LIMIT_EXCEEDED' })
  | (Schemas['NotReadyProblem'] & { code: 'NOT_READY' });

/** The service refused a request, or could not answer it. */
export class HoldfastError extends Error {
  override name = 'HoldfastError';
  readonly code: ProblemCode;

  constructor(
    readonly problem: Problem,
    /** Names the request in the log of the service. */
    readonly requestId: string | null,
  ) {
    super(`${problem.code}: ${problem.detail}`);
    this.code = problem.code;
  }
}

interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** Returns the body of an answer. @throws {HoldfastError} for an error answer */
export function valueOf<Data>({ data, error, response }: Answer<Data>): Data {
  if (error === undefined && data !== undefined) return data;
  throw new HoldfastError(problemOf(error, response), response.headers.get('X-Request-Id'));
}

/** What stands between client and service can answer with something else than a problem. */
const problemOf = (error: unknown, { status, statusText }: Response): Problem =>
  typeof error === 'object' && error !== null && 'code' in error
    ? (error as Problem)
    : {
        type: 'about:blank',
        title: statusText,
        status,
        code: status === 503 || status === 502 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_ERROR',
        detail: `The answer ${status} has no problem document`,
      };
