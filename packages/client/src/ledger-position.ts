import type { Middleware } from 'openapi-fetch';

const LEDGER_POSITION = 'Ledger-Position';

/** Remembers the position of the last command, and sends it with each query. So a query sees what this client has written. */
export function carriedPosition(): Middleware {
  let last: string | undefined;
  return {
    onRequest({ request }) {
      const isQuery = request.method === 'GET' && new URL(request.url).pathname.startsWith('/v1/');
      if (isQuery && last !== undefined && !request.headers.has(LEDGER_POSITION))
        request.headers.set(LEDGER_POSITION, last);
    },
    onResponse({ request, response }) {
      const position = response.headers.get(LEDGER_POSITION);
      if (request.method !== 'GET' && position !== null && isAfter(position, last)) last = position;
    },
  };
}

/** Answers to commands that run at once can arrive in any order. */
const isAfter = (position: string, last: string | undefined): boolean =>
  last === undefined || commitOf(position) > commitOf(last);

const commitOf = (position: string): bigint => BigInt(position.split('/')[0] ?? '0');
