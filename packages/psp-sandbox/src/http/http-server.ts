import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../../src/shared/clock';

const MAX_BODY_BYTES = 1024 * 1024;

/** A request as the simulators see it: the path split off its query, the body as the bytes' text. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** A header's single value; undefined where it is missing. */
  header(name: string): string | undefined;
}

/** `cut` destroys the connection without a byte of answer. */
export type Answer = Spoken | 'cut';

export interface Spoken {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the answer falters: before its first byte, or in the middle of its body; `cut` there ends it for good. */
  readonly falters?: { readonly at: 'headers' | 'body'; readonly forMs: number | 'cut' };
  /** Done once the answer has left. */
  readonly afterwards?: () => Promise<void>;
}

export interface Door {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Nobody listens at the port any more, and whoever was connected is cut off; until `reopen`. */
  shut(): Promise<void>;
  reopen(): Promise<void>;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** The request's body is larger than any simulator reads. */
export class TooLarge extends Error {}

/** Listens on loopback only; port 0 takes a free one. `fallback` answers for a handler that threw. */
export async function openDoor(
  { port, clock }: { readonly port: number; readonly clock: Clock },
  handle: (request: Request) => Promise<Answer>,
  fallback: (error: unknown) => Answer,
): Promise<Door> {
  const server = createServer((incoming, response) => {
    void readRequest(incoming)
      .then(handle)
      .catch(fallback)
      .then(answer => send(response, answer, clock));
  });
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    shut: () => closeServer(server),
    reopen: () => listen(server, taken),
    isOpen: () => server.listening,
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
  const { status, type, body, headers, falters, afterwards } = answer;
  // Who has hung up by the end of a wait is waited for no longer.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (falters?.at === 'headers' && falters.forMs !== 'cut') await clock.wait(falters.forMs, gone.signal);
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': length, ...headers });
  if (falters?.at !== 'body') {
    response.end(body, () => void afterwards?.());
    return;
  }
  const [first, rest] = [body.slice(0, body.length / 2), body.slice(body.length / 2)];
  if (falters.forMs === 'cut') {
    response.write(first, () => response.destroy());
    return;
  }
  response.write(first);
  await clock.wait(falters.forMs, gone.signal);
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
