import { createHmac } from 'node:crypto';
import { answer, localServer, type LocalServer } from '../../../packages/psp-sandbox/test/local-server';

const CLIENT_SECRET = 'made-up-client-secret';
const WEBHOOK_KEY = 'made-up-webhook-key';
/** What the provider charges for each payment. */
const FEE = '0.30';

interface Order {
  readonly key: string;
  readonly reference: string;
  readonly amount: string;
  /** `pay`, `refuse`, `decline` or `silent`, which pays and sends no notification. */
  readonly note: string;
  readonly notify: string;
}

interface Payment extends Omit<Order, 'key' | 'note' | 'notify'> {
  readonly id: string;
  readonly state: 'paid' | 'refused';
  readonly fee: string;
  readonly e2e: string;
}

/** The made-up provider's server, over real HTTP. It pays an order once for each key. */
export class MadeUpServer {
  /** By the key of the order. */
  readonly payments = new Map<string, Payment>();
  /** The statuses with which our webhook answered. */
  readonly notified: number[] = [];

  private constructor(private readonly server: LocalServer) {}

  static async start(): Promise<MadeUpServer> {
    const started: { one?: MadeUpServer } = {};
    const server = await localServer(({ method, path, headers, body }, response) => {
      if (path === '/token') return answer(response, 200, '{"token":"made-up-token","seconds":3600}');
      if (headers.authorization !== 'Bearer made-up-token') return answer(response, 401, '{}');
      const [status, text] =
        method === 'POST'
          ? started.one!.pay(JSON.parse(body.toString()) as Order)
          : started.one!.show(path.slice('/payments/'.length));
      answer(response, status, text);
    });
    return (started.one = new MadeUpServer(server));
  }

  get env(): Readonly<Record<string, string>> {
    return {
      MADEUP_URL: this.server.url,
      MADEUP_CLIENT_SECRET: CLIENT_SECRET,
      MADEUP_WEBHOOK_KEY: WEBHOOK_KEY,
      MADEUP_FEE_SCHEDULE: FEE,
    };
  }

  /** How many payments it made under this reference. */
  paid(reference: string): number {
    return [...this.payments.values()].filter(each => each.reference === reference && each.state === 'paid')
      .length;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private pay({ key, reference, amount, note, notify }: Order): [number, string] {
    if (note === 'decline') return [422, '{"error":"PAYEE_UNKNOWN","text":"There is no such payee"}'];
    const known = this.payments.get(key);
    const id = known?.id ?? `MU${this.payments.size + 1}`;
    const state = note === 'refuse' ? 'refused' : 'paid';
    const e2e = `E1234567820260701120000000000${String(this.payments.size + 1).padStart(4, '0')}`;
    if (!known) this.payments.set(key, { id, reference, amount, state, fee: FEE, e2e });
    if (!known && note !== 'silent') void this.notify(notify, JSON.stringify(this.payments.get(key)));
    return [201, JSON.stringify({ id, reference })];
  }

  private show(id: string): [number, string] {
    const payment = [...this.payments.values()].find(each => each.id === id);
    return payment ? [200, JSON.stringify(payment)] : [404, '{"error":"UNKNOWN"}'];
  }

  private async notify(url: string, body: string): Promise<void> {
    const signature = createHmac('sha256', WEBHOOK_KEY).update(body).digest('hex');
    const headers = { 'Content-Type': 'application/json', 'X-MadeUp-Signature': signature };
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    this.notified.push(response.status);
  }
}
