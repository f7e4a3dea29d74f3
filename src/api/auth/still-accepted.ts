import type { Request } from 'express';
import { decodeJwt } from 'jose';
import { Fault } from '../../shared/fault';
import { clientOfSession, sessionOf } from '../operations/console/session/request-session';
import type { ApiKeyRegistry } from './keys/api-key-registry';
import type { ApiClient } from './keys/api-keys';

/**
 * The client of an answer that goes on for a long time, as it is now. Undefined: its key, session or token would not be
 * accepted any more, or it is not known whether it would.
 */
export function acceptedNow(
  keys: ApiKeyRegistry,
  request: Request,
  client: ApiClient,
  now: Date,
): ApiClient | undefined {
  try {
    if (sessionOf(request)) return clientOfSession(keys, request);
    const subject = keys.subjectOf(client);
    if (subject !== undefined) return keys.clientOfSubject(subject, request.socket.remoteAddress);
    return now < expiryOf(request) ? client : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Of the token of a person without a key. It was proved when the answer began. */
function expiryOf({ headers: { authorization = '' } }: Request): Date {
  const token = authorization.replace(/^Bearer +/i, '').trim();
  return new Date((decodeJwt(token).exp ?? 0) * 1_000);
}
