import type { Request } from 'express';
import type { ApiKeyRegistry } from '../../../auth/keys/api-key-registry';
import type { ApiClient } from '../../../auth/keys/api-keys';
import { problem, ProblemError } from '../../../problems/problem';
import { sessionCookie } from './session-cookie';
import type { ConsoleSession } from './session-seal';

const sessions = new WeakMap<object, ConsoleSession>();

/** The session that stands for the caller's key; undefined where the request carries the key itself. */
export const sessionOf = (request: object): ConsoleSession | undefined => sessions.get(request);

/** The client whose session the request carries, when its key is accepted now; undefined: there is none. */
export function clientOfSession(keys: ApiKeyRegistry, request: Request): ApiClient | undefined {
  const cookie = sessionCookie(request);
  const session = cookie === undefined ? undefined : keys.openSession(cookie);
  if (!session) return undefined;
  const client = keys.clientOfSubject(session.subject, request.socket.remoteAddress);
  if (client) sessions.set(request, session);
  return client;
}

const CSRF_TOKEN = 'X-CSRF-Token';
const READS = ['GET', 'HEAD'];

/** A browser adds the cookie by itself, but the token comes from our own page. @throws {ProblemError} */
export function requireCsrfToken(keys: ApiKeyRegistry, request: Request): void {
  const session = sessionOf(request);
  if (!session || READS.includes(request.method)) return;
  if (keys.isCsrfToken(session, request.headers[CSRF_TOKEN.toLowerCase()])) return;
  const detail = `A change by a session needs its token in ${CSRF_TOKEN}: GET /console/session has it`;
  throw new ProblemError(problem(403, 'CSRF_TOKEN_INVALID', detail));
}
