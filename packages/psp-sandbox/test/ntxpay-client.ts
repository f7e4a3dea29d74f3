import { randomUUID } from 'node:crypto';
import type { NtxPaySandbox } from '../src/ntxpay/sandbox';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** A client written from the provider's reference, sharing no code with the adapter. */
export class ReferenceClient {
  constructor(
    private readonly sandbox: NtxPaySandbox,
    private readonly webhookUrl: string,
  ) {}

  async token(headers: Record<string, string> = {}): Promise<Reply> {
    const { clientId, clientSecret } = this.sandbox.credentials;
    return this.call('POST', '/api/auth/token', headers, JSON.stringify({ clientId, clientSecret }));
  }

  async authorised(): Promise<Record<string, string>> {
    return { Authorization: `Bearer ${String((await this.token()).json.access_token)}` };
  }

  async register(changes: Record<string, unknown> = {}): Promise<Reply> {
    const headers = [{ key: 'X-Webhook-Secret', value: this.sandbox.credentials.webhookSecret }];
    const body = { url: this.webhookUrl, eventType: 'cash_out', headers, ...changes };
    return this.call('POST', '/api/webhooks', await this.authorised(), JSON.stringify(body));
  }

  body(changes: Record<string, unknown> = {}): string {
    return JSON.stringify({
      value: 0.3,
      externalId: `ref-${randomUUID()}`,
      description: 'Saque',
      details: { key: '07646173380', keyType: 'DOCUMENT', name: 'Ana Costa', document: '07646173380' },
      ...changes,
    });
  }

  async cashOut(body = this.body(), scenario?: string): Promise<Reply> {
    return this.order('/api/pix/cash-out', body, scenario);
  }

  async byQrCode(changes: Record<string, unknown> = {}): Promise<Reply> {
    const { details: _, ...rest } = JSON.parse(this.body({ value: 15.5, ...changes })) as Record<
      string,
      unknown
    >;
    return this.order('/api/pix/cash-out-qrcode', JSON.stringify({ qrCode: SAMPLE_QR_CODE, ...rest }));
  }

  async get(path: string): Promise<Reply> {
    return this.call('GET', path, await this.authorised());
  }

  async post(path: string, body: object = {}): Promise<Reply> {
    return this.call('POST', path, await this.authorised(), JSON.stringify(body));
  }

  async call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const init = { method, headers: { 'Content-Type': 'application/json', ...headers }, body: body ?? null };
    const response = await fetch(`${this.sandbox.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, text, json: JSON.parse(text) as Record<string, unknown> };
  }

  private async order(path: string, body: string, scenario?: string): Promise<Reply> {
    const named: Record<string, string> = scenario === undefined ? {} : { 'X-Sandbox-Scenario': scenario };
    return this.call('POST', path, { ...(await this.authorised()), ...named }, body);
  }
}

/** The provider's own sample, whose lengths and check sum are wrong; its amount is 15.50. */
const SAMPLE_QR_CODE =
  '00020126580014br.gov.bcb.pix0136a1b2c3d4-e5f6-7890-abcd-ef1234567890520400005303986540515.505802BR5925DESTINATARIO LTDA6009SAO PAULO62070503***6304ABCD';
