import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  /** Of the address at which it came. */
  readonly path: string;
  readonly signatures: readonly string[];
  readonly body: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What the receiver answered. */
  readonly status: number;
}

/** A receiver as its developer writes it, with the public library. It verifies each message by one secret. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  readonly refused: string[] = [];
  secret = '';
  /** What it answers; undefined: nothing, for ever. */
  answer: (message: Omit<Received, 'status'>) => number | undefined = () => 200;
  private server: Server | undefined;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = this.take(
          request.url!,
          request.headers as Record<string, string>,
          Buffer.concat(chunks).toString(),
        );
        if (status !== undefined) response.writeHead(status).end('seen');
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}/hook`;
  }

  /** What it took, without repeats, in the order of the first arrivals. */
  taken(): Received[] {
    const seen = new Set<string>();
    return this.received.filter(({ id, status }) => status < 300 && !seen.has(id) && seen.add(id));
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private take(path: string, headers: Record<string, string>, body: string): number | undefined {
    try {
      new Webhook(this.secret).verify(body, headers);
    } catch (error) {
      this.refused.push(String(error));
      return 401;
    }
    const { type, data } = JSON.parse(body) as Pick<Received, 'type' | 'data'>;
    const signatures = headers['webhook-signature']!.split(' ');
    const message = { id: headers['webhook-id']!, path, signatures, body, type, data };
    const status = this.answer(message);
    if (status !== undefined) this.received.push({ ...message, status });
    return status;
  }
}
