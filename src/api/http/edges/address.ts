import type { IncomingMessage } from 'node:http';

/** Scheme and host of a request line in absolute form, as a proxy sends it: `GET http://host/v1/payouts`. */
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;

/**
 * Gives each request the one form of its address that every rule compares: the path and the query. It comes before
 * anything that looks at an address.
 */
export function plainAddress(request: IncomingMessage, _response: unknown, next: () => void): void {
  const { url = '/' } = request;
  const rest = url.replace(ABSOLUTE, '');
  if (rest !== url) request.url = rest.startsWith('/') ? rest : `/${rest}`;
  next();
}
