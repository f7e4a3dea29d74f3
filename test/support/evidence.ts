import { createHmac, randomUUID } from 'node:crypto';
import { payoutBody, type Answer, type PayoutBody } from './api-client';
import { eventually } from './eventually';
import type { TestService } from './service';
import type { PageView, PayoutView } from './views';

export type ProviderName = 'connectpsp' | 'ntxpay';

export interface CaseView {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly detail: string;
  readonly payoutId: string | null;
}

interface Delivered {
  readonly body: string;
  /** What was answered; null where nothing was. */
  readonly status: number | null;
}

/** An order that meets the named scenario at this provider's sandbox. */
export const orderAt = (
  provider: ProviderName,
  reference: string,
  amount: string,
  scenario = 'complete',
): PayoutBody => ({ ...payoutBody('merchant-1', reference, amount, scenario), provider });

/** What providers have told a service, and what a test tells it in their name. */
export class Evidence {
  constructor(private readonly holdfast: () => TestService) {}

  async ask(body: PayoutBody): Promise<string> {
    const answer: Answer<PayoutView> = await this.holdfast().api.requestPayout<PayoutView>(body);
    expect(answer.status).toBe(202);
    return answer.body.id;
  }

  async payout(id: string): Promise<PayoutView> {
    return (await this.holdfast().api.get<PayoutView>(`/v1/payouts/${id}`)).body;
  }

  /** The payout once it says so. */
  reaches(id: string, status: string): Promise<PayoutView> {
    return eventually(`payout ${id} is ${status}`, async () => {
      const payout = await this.payout(id);
      return payout.status === status && payout;
    });
  }

  /** All that the provider's sandbox has sent about this reference, oldest first. */
  delivered(provider: ProviderName, reference: string): Delivered[] {
    const { sandbox, ntxPaySandbox } = this.holdfast();
    if (provider === 'connectpsp') {
      const own = sandbox.records().find(({ externalReference }) => externalReference === reference);
      return sandbox.deliveries().filter(({ internalCode }) => internalCode === own?.internalCode);
    }
    const own = ntxPaySandbox.records().find(({ externalId }) => externalId === reference);
    return ntxPaySandbox.deliveries().filter(({ transactionId }) => transactionId === own?.transactionId);
  }

  /** The headers of a genuine notification; of a forged one with another secret, or with none where it is null. */
  proof(provider: ProviderName, body: string, secret: string | null = this.secret(provider)): Headers {
    const headers = new Headers({ 'Content-Type': 'application/json', 'X-Event-Id': randomUUID() });
    if (secret === null) return headers;
    if (provider === 'ntxpay') headers.set('X-Webhook-Secret', secret);
    else headers.set('X-Connect-Signature', createHmac('sha256', secret).update(body).digest('hex'));
    return headers;
  }

  /** Sends bytes to a provider's door; the status. */
  async notify(provider: ProviderName, body: string, headers = this.proof(provider, body)): Promise<number> {
    const url = `${this.holdfast().service.url}/webhooks/${provider}`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** What happened to the account for the payout, in order. */
  async entries(payoutId: string): Promise<string[]> {
    return (await this.holdfast().entries(`payoutId=${payoutId}`)).map(({ eventType }) => eventType);
  }

  async cases(payoutId?: string): Promise<readonly CaseView[]> {
    const filter = payoutId === undefined ? '' : `&payoutId=${payoutId}`;
    const path = `/v1/cases?status=ALL&limit=200${filter}`;
    return (await this.holdfast().api.get<PageView<CaseView>>(path)).body.items;
  }

  caseOf(payoutId: string, kind: string): Promise<CaseView> {
    return eventually(`a case ${kind} of ${payoutId}`, async () =>
      (await this.cases(payoutId)).find(each => each.kind === kind),
    );
  }

  private secret(provider: ProviderName): string {
    const { sandbox, ntxPaySandbox } = this.holdfast();
    return provider === 'ntxpay' ? ntxPaySandbox.credentials.webhookSecret : sandbox.credentials.cryptoToken;
  }
}
