import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../core/clock';

const MAX_BODY_BYTES = 1024 * 1024;

/** A request of a client: the path without its query, and the body as text. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** The value of a header. Returns undefined when the header is missing. */
  header(name: string): string | undefined;
}

/** `cut` destroys the connection before the first byte of an answer. */
export type Answer = HttpAnswer | 'cut';

export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Interrupts the answer before its first byte or in the middle of its body, for a time or (`cut`) for good. */
  readonly interruption?: { readonly at: 'headers' | 'body'; readonly forMs: number | 'cut' };
  /** Runs after the answer has left. */
  readonly afterwards?: () => Promise<void>;
}

export interface SandboxServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Closes the port and cuts all connections, until `reopen`. */
  refuseConnections(): Promise<void>;
  reopen(): Promise<void>;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** The body of the request is larger than the simulator's limit. */
export class BodyTooLarge extends Error {}

/** Listens on loopback only. Port 0 takes a free port. `fallback` answers when the handler throws. */
export async function startServer(
  { port, clock }: { readonly port: number; readonly clock: Clock },
  handle: (request: Request) => Promise<Answer>,
  fallback: (error: unknown) => Answer,
): Promise<SandboxServer> {
  const server = createServer((incoming, response) => {
    void readRequest(incoming)
      .then(handle)
      .catch(fallback)
      .then(answer => send(response, answer, clock));
  });
  await listen(server, port);
  const boundPort = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    refuseConnections: () => closeServer(server),
    reopen: () => listen(server, boundPort),
    isOpen: () => server.listening,
    close: () => closeServer(server),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  const [path = '', ...query] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(query.join('?')),
    body: Buffer.concat(chunks).toString('utf8'),
    header: name => {
      const value = incoming.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

async function send(response: ServerResponse, answer: Answer, clock: Clock): Promise<void> {
  if (answer === 'cut' || response.destroyed) {
    response.destroy();
    return;
  }
  const { status, type, body, headers, interruption, afterwards } = answer;
  // End a wait early when the client has closed the connection.
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  if (interruption?.at === 'headers' && interruption.forMs !== 'cut')
    await clock.wait(interruption.forMs, closed.signal);
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': length, ...headers });
  if (interruption?.at !== 'body') {
    response.end(body, () => void afterwards?.());
    return;
  }
  const [first, rest] = [body.slice(0, body.length / 2), body.slice(body.length / 2)];
  if (interruption.forMs === 'cut') {
    response.write(first, () => response.destroy());
    return;
  }
  response.write(first);
  await clock.wait(interruption.forMs, closed.signal);
  response.end(rest);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
