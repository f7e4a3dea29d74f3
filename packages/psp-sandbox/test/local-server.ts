import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The very bytes. */
  readonly body: Buffer;
}

export type Handler = (seen: Seen, response: ServerResponse, incoming: IncomingMessage) => void;

export interface LocalServer {
  readonly url: string;
  readonly seen: Seen[];
  /** Resolves with the request of that number (0 the first) once it has come. */
  request(index: number): Promise<Seen>;
  /** Takes no new connection from now on; those that are open stay. */
  shut(): void;
  stop(): Promise<void>;
}

/** A real server on loopback that remembers what it was asked. */
export async function localServer(handle: Handler): Promise<LocalServer> {
  const seen: Seen[] = [];
  const waiting = new Map<number, (seen: Seen) => void>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const one = { method, path, headers, body: Buffer.concat(chunks) };
      const index = seen.push(one) - 1;
      waiting.get(index)?.(one);
      handle(one, response, incoming);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    request: index => {
      const already = seen[index];
      return already ? Promise.resolve(already) : new Promise(resolve => waiting.set(index, resolve));
    },
    shut: () => void server.close(),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'application/json',
): void {
  response.writeHead(status, { 'Content-Type': type }).end(body);
}
