import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long the end of a server waits, in milliseconds. */
interface LastAnswersLimits {
  /** For a connection that has sent no whole head of a request. */
  readonly silentMs: number;
  /** For every other one: then its request is cut. */
  readonly longestMs: number;
}
const LIMITS: LastAnswersLimits = { silentMs: 250, longestMs: 10_000 };

/**
 * Watches a server, and returns what begins its end. From then on each connection ends with its next answer. `close` waits
 * for every connection, so those without a request are cut after a moment, and those with one after the longest time. What
 * was not answered is safe to ask again.
 */
export function lastAnswersOf(server: Server, limits = LIMITS): () => void {
  const connections = new Connections();
  let isEnding = false;
  server.prependListener('connection', (socket: Socket) => connections.add(socket));
  server.prependListener('request', ({ socket }: { socket: Socket }, response: ServerResponse) => {
    connections.busyUntilClosed(socket, response);
    if (isEnding) response.setHeader('Connection', 'close');
  });
  return () => {
    isEnding = true;
    const silence = setInterval(() => connections.cutSilent(), limits.silentMs);
    const longest = setTimeout(() => server.closeAllConnections(), limits.longestMs);
    server.once('close', () => {
      clearInterval(silence);
      clearTimeout(longest);
    });
  };
}

/** Begins the end of a server, and resolves when its last connection is closed. */
export const closeAfterLastAnswers = (server: Server, beginEnd: () => void): Promise<void> =>
  new Promise(resolve => {
    beginEnd();
    server.close(() => resolve());
    server.closeIdleConnections();
  });

/** The open connections of a server, each with the number of its requests under way. */
class Connections {
  private readonly open = new Map<Socket, number>();
  private silentBefore = new Set<Socket>();

  add(socket: Socket): void {
    this.open.set(socket, 0);
    socket.once('close', () => this.open.delete(socket));
  }

  busyUntilClosed(socket: Socket, response: ServerResponse): void {
    const change = (by: number) => {
      const count = this.open.get(socket);
      if (count !== undefined) this.open.set(socket, count + by);
    };
    change(1);
    response.once('close', () => change(-1));
  }

  /** Cuts each connection that had no request the last time either. */
  cutSilent(): void {
    const silent = [...this.open].filter(([, requests]) => requests === 0).map(([socket]) => socket);
    for (const socket of silent) if (this.silentBefore.has(socket)) socket.destroy();
    this.silentBefore = new Set(silent);
  }
}
