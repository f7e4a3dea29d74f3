import { createApi, type components } from '@holdfast/client';
import { ProblemError, toProblem } from './problem';

/** The shapes of the API's answers, by the names of its document. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** An answer, and the position that it is true at; null where the answer has none. */
export interface Answer<Body> {
  readonly body: Body;
  readonly position: string | null;
}

const POSITION = 'Ledger-Position';
const state: { csrfToken: string | null; lastCommand: string | null } = {
  csrfToken: null,
  lastCommand: null,
};

/** Requests that change something carry the token from now on. */
export const useCsrfToken = (token: string | null): void => void (state.csrfToken = token);

/** The routes of the API. The session is a cookie, so no request has a key. */
export const api = createApi({ url: globalThis.location?.origin ?? '' });
api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && state.csrfToken) request.headers.set('X-CSRF-Token', state.csrfToken);
    // What this person has just done is in every answer that follows.
    if (request.method === 'GET' && state.lastCommand) request.headers.set(POSITION, state.lastCommand);
  },
  onResponse({ request, response }) {
    const position = response.headers.get(POSITION);
    if (request.method !== 'GET' && position !== null) state.lastCommand = position;
  },
});

interface Sent<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer of a request. @throws {ProblemError} for every other end */
export async function answerOf<Body>(sent: Promise<Sent<Body>>): Promise<Answer<Body>> {
  const { data, error, response } = await sent.catch((fault: unknown) => {
    throw new ProblemError(toProblem(0, fault));
  });
  if (!response.ok) throw new ProblemError(toProblem(response.status, error));
  return { body: data as Body, position: response.headers.get(POSITION) };
}

/** What makes a repeated request have one effect. A dialog draws one when it opens. */
export const drawIdempotencyKey = (): string => crypto.randomUUID();
