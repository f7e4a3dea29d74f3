import { createHmac, randomUUID } from 'node:crypto';
import type { ConnectPspSandbox } from '../src/connectpsp/sandbox';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** A client written from the provider's tutorial, sharing no code with the adapter. */
export class TutorialClient {
  constructor(
    private readonly sandbox: ConnectPspSandbox,
    private readonly webhookUrl: string,
  ) {}

  async token(): Promise<string> {
    const { clientId, clientSecret } = this.sandbox.credentials;
    const reply = await this.call('POST', '/auth/token', {}, JSON.stringify({ clientId, clientSecret }));
    return String(reply.json.accessToken);
  }

  body(changes: Record<string, unknown> = {}): string {
    return JSON.stringify({
      amount: 50.5,
      externalReference: `ref-${randomUUID()}`,
      description: 'User withdrawal',
      webhookUrl: this.webhookUrl,
      payee: {
        name: 'Maria Silva',
        document: '12345678909',
        destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
      },
      ...changes,
    });
  }

  async headers(changes: Record<string, string | undefined> = {}): Promise<Record<string, string>> {
    const token = await this.token();
    const headers = {
      Authorization: `Bearer ${token}`,
      ApplicationToken: this.sandbox.credentials.applicationToken,
      DigitalSignature: createHmac('sha256', this.sandbox.credentials.cryptoToken)
        .update(token)
        .digest('hex'),
      'X-Idempotency-Key': randomUUID(),
      ...changes,
    };
    const kept = Object.entries(headers).filter(entry => entry[1] !== undefined);
    return Object.fromEntries(kept) as Record<string, string>;
  }

  async cashOut(body = this.body(), headers: Record<string, string | undefined> = {}): Promise<Reply> {
    return this.call('POST', '/cash-out', await this.headers(headers), body);
  }

  async get(path: string): Promise<Reply> {
    const { DigitalSignature: _, ...headers } = await this.headers();
    return this.call('GET', path, headers);
  }

  async call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const init = { method, headers: { 'Content-Type': 'application/json', ...headers }, body: body ?? null };
    const response = await fetch(`${this.sandbox.url}${path}`, init);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text, json: JSON.parse(text) as Record<string, unknown> };
  }
}
