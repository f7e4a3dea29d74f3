import type { Request, Response } from 'express';

const NAME = 'holdfast-session';
/** A browser takes a cookie of this name from its own host alone, and over TLS alone. */
const HOST_NAME = `__Host-${NAME}`;

/** The host of the address bar. A browser reaches the loopback without TLS, and such a connection leaves no machine. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const isLoopback = ({ headers }: Request): boolean => LOOPBACK.test(headers.host ?? '');

const nameFor = (request: Request): string => (isLoopback(request) ? NAME : HOST_NAME);

/** The sealed session that a request carries; undefined: none. */
export function sessionCookie(request: Request): string | undefined {
  const prefix = `${nameFor(request)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim());
  return pairs.find(pair => pair.startsWith(prefix))?.slice(prefix.length);
}

/** Scripts cannot read the cookie, and a browser sends it with no request that another site begins. */
export function setSessionCookie(response: Response, sealed: string): void {
  const { req: request } = response;
  const secure = !isLoopback(request);
  response.cookie(nameFor(request), sealed, { httpOnly: true, sameSite: 'strict', path: '/', secure });
}

export function clearSessionCookie(response: Response): void {
  const { req: request } = response;
  const secure = !isLoopback(request);
  response.clearCookie(nameFor(request), { httpOnly: true, sameSite: 'strict', path: '/', secure });
}
