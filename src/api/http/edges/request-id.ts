import type { IncomingMessage } from 'node:http';
import type { Random } from '../../../shared/random';

/**
 * What a caller may name its request: 16 to 64 letters, digits, `_` and `-`. It stands in log lines and in events for ever. The
 * form leaves no room for an e-mail address, and a CPF, a CNPJ or a telephone number alone is too short.
 */
const WELL_FORMED = /^[A-Za-z0-9_-]{16,64}$/;

const ids = new WeakMap<object, string>();

/** The id of a request: the caller's own where it is well formed, else a drawn one. */
export function nameRequest(request: IncomingMessage, random: Random): string {
  const given = request.headersDistinct['x-request-id'] ?? [];
  const id = given.length === 1 && WELL_FORMED.test(given[0]!) ? given[0]! : random.uuid();
  ids.set(request, id);
  return id;
}

/** Undefined before the request was named. */
export const requestIdOf = (request: object): string | undefined => ids.get(request);
