import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';

/** Passes the provider's notifications on to a service, and notes when each arrived. The same for every side. */
export class Relay {
  /** Where the notifications go; set when the service listens. */
  target = '';
  private readonly agent = new Agent({ connections: 64 });
  private readonly arrivals = new Map<string, number>();
  private readonly waiting = new Map<string, (atMs: number) => void>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Relay> {
    const server = createServer();
    const relay = new Relay(server);
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => {
      relay.pass(incoming, answer).catch(() => answer.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** When the first notification about this reference arrived, by `performance.now()`. */
  arrivalOf(reference: string): Promise<number> {
    const known = this.arrivals.get(reference);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise(resolve => this.waiting.set(reference, resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.agent.close();
  }

  private async pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    this.note(body);
    const passed = await request(`${this.target}${incoming.url ?? ''}`, {
      method: 'POST',
      headers: headersOf(incoming),
      body,
      dispatcher: this.agent,
    });
    answer.writeHead(passed.statusCode).end(await passed.body.text());
  }

  private note(body: Buffer): void {
    const { data } = JSON.parse(body.toString()) as { data: { externalReference: string } };
    const atMs = performance.now();
    this.arrivals.set(data.externalReference, atMs);
    this.waiting.get(data.externalReference)?.(atMs);
    this.waiting.delete(data.externalReference);
  }
}

/** A signature is over bytes: they go on as they came, with the provider's own headers. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name === 'content-type' || name.startsWith('x-'))
      .map(([name, value]) => [name, String(value)]),
  );
