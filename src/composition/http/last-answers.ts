import type { Server, ServerResponse } from 'node:http';

/**
 * Watches a server, and returns what begins its end: from then on each connection ends with its next answer. `close` waits
 * for connections, and a client that asks again and again on one would hold up the end for ever.
 */
export function lastAnswersOf(server: Server): () => void {
  let isEnding = false;
  server.prependListener('request', (_request: unknown, response: ServerResponse) => {
    if (isEnding) response.setHeader('Connection', 'close');
  });
  return () => void (isEnding = true);
}
