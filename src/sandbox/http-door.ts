import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const MAX_BODY_BYTES = 1024 * 1024;

/** A request as the simulators see it: the path split off its query, the body as the bytes' text. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** A header's single value; undefined where it is missing. */
  header(name: string): string | undefined;
}

/** `cut` destroys the connection without a byte of answer. */
export type Answer = { readonly status: number; readonly type: string; readonly body: string } | 'cut';

export interface Door {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** The request's body is larger than any simulator reads. */
export class TooLarge extends Error {}

/** Listens on loopback only; port 0 takes a free one. `fallback` answers for a handler that threw. */
export async function openDoor(
  port: number,
  handle: (request: Request) => Promise<Answer>,
  fallback: (error: unknown) => Answer,
): Promise<Door> {
  const server = createServer((incoming, response) => {
    void readRequest(incoming)
      .then(handle)
      .catch(fallback)
      .then(answer => send(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closeServer(server),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? '',
    path: (incoming.url ?? '').split('?', 1)[0] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
    header: name => {
      const value = incoming.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'cut' || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body);
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
