import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { isHeaderSecret } from '../../shared/settings/secret';
import { balanceOf } from '../answers/balance-answer';
import { reportFromAnswer, type ProviderAnswer } from '../answers/provider-answer';
import { headerIn } from '../http/header';
import { ProviderClient, type ProviderCalls } from '../http/provider-client';
import type {
  CallResult,
  LookupResult,
  NotificationHeaders,
  ParsedNotification,
  PayoutOrder,
  PayoutQuery,
  PayoutReport,
  Provider,
  ProviderBalance,
  ReturnQuery,
  SubmissionOutcome,
} from '../port/provider';
import { readNotification } from './notifications/read-notification';
import { registerWebhooks, type Registration, type WebhookMode } from './notifications/register-webhooks';
import { isOneOf, WEBHOOK_SECRET_HEADER } from './notifications/webhook-secret';
import { cashOutCall } from './orders/cash-out';
import { readFound, readSubmission } from './orders/read-submission';
import { pollThenSearch, type QueryRoutes } from './queries/poll-then-search';
import { readBalance } from './queries/read-balance';
import { readReturnAnswer } from './queries/read-return';
import { searchPath, searchReachesBackTo } from './queries/search-answer';
import { readRefusal } from './refusal';
import { tokenGrant } from './token';

export interface NtxPayOptions {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM text; null: no certificate is shown. */
  readonly clientCert: string | null;
  /** Where PIX-key payouts are posted; NTX Pay documents `/api/pix/cash-out`. */
  readonly cashOutPath?: string;
  /** Registered with the webhook and expected with every notification. */
  readonly webhookSecret: string;
  /** Still accepted, while notifications sent under it may be on their way. */
  readonly formerWebhookSecret?: string;
  /** What may be registered; `register` where it is not given. */
  readonly webhooks?: WebhookMode;
  /** Whether disputes (`med_*`) are registered too; false where it is not given. */
  readonly registerMed?: boolean;
  /** For each single call, not for a submission's whole. */
  readonly timeoutMs: number;
}

/** NTX Pay / Avista. It has no idempotency key: an order whose outcome is unknown is looked up by our reference. */
export class NtxPayProvider implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  readonly notificationProof = 'sender';
  private readonly client: ProviderClient;
  private readonly webhookSecrets: readonly [string, ...string[]];

  constructor(
    private readonly options: NtxPayOptions,
    private readonly clock: Clock,
  ) {
    const { url, timeoutMs, clientSecret } = options;
    this.webhookSecrets = checkedWebhookSecrets(options);
    this.client = new ProviderClient({
      url,
      timeoutMs,
      clock,
      tokenGrant: tokenGrant(options),
      secrets: [clientSecret, ...this.webhookSecrets],
      accept: 'application/json',
      readRefusal,
    });
  }

  /** NTX Pay registers one address for all orders. */
  webhookUrl(): null {
    return null;
  }

  async submit(order: PayoutOrder): Promise<CallResult<SubmissionOutcome>> {
    const call = cashOutCall(order, this.options.cashOutPath ?? '/api/pix/cash-out');
    return this.client.run(async calls => readSubmission(await calls.order(call), order));
  }

  async lookUpOrder(order: PayoutOrder): Promise<CallResult<LookupResult>> {
    const { externalReference, requestedAt } = order;
    const asked = { providerId: null, externalReference, requestedAt };
    return this.client.run(async calls => readFound(await pollThenSearch(this.routes(calls), asked), order));
  }

  /** Asks by the provider's id where it is known, else by our reference; the search asks again for what is not found. */
  pollPayout(query: PayoutQuery): Promise<CallResult<PayoutReport>> {
    return this.client.run(async calls => {
      const found = await pollThenSearch(this.routes(calls), query);
      return found.kind === 'found' ? found.report : found;
    });
  }

  /** Asks by the return's own id: its payment's id would find the payment. */
  pollReturn(query: ReturnQuery): Promise<CallResult<PayoutReport>> {
    return this.client.run(async calls =>
      reportFromAnswer(await byId(calls, query.returnName), text => readReturnAnswer(text, query)),
    );
  }

  fetchBalance(): Promise<CallResult<ProviderBalance>> {
    const call = { method: 'GET', path: '/api/balance', headers: {} } as const;
    return this.client.run(async calls => balanceOf(await calls.query(call), readBalance));
  }

  verifyNotification(_rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isOneOf(this.webhookSecrets, headerIn(headers, WEBHOOK_SECRET_HEADER.toLowerCase()));
  }

  parseNotification(rawBody: string): ParsedNotification {
    return readNotification(rawBody);
  }

  /** Asks NTX Pay to send notifications to `url`. Payouts settle by polling until it has succeeded. */
  async registerWebhooks(url: string): Promise<Registration> {
    const { webhooks: mode = 'register', registerMed: med = false } = this.options;
    const wishes = { url, secrets: this.webhookSecrets, mode, med };
    const { outcome } = await this.client.run(calls => registerWebhooks(wishes, call => calls.query(call)));
    return outcome;
  }

  /** Aborts the calls under way and releases the connections. */
  close(): Promise<void> {
    return this.client.close();
  }

  private routes(calls: ProviderCalls): QueryRoutes {
    return {
      byId: id => byId(calls, id),
      bySearch: externalId => calls.get(searchPath(externalId, this.clock.now())),
      searchReachesBackTo: requestedAt => searchReachesBackTo(requestedAt, this.clock.now()),
    };
  }
}

const byId = (calls: ProviderCalls, id: string): Promise<ProviderAnswer> =>
  calls.getById('/api/pix/transaction', id, 'reference');

/** The current webhook secret and the former one, once the options are found to be sound. */
function checkedWebhookSecrets(options: NtxPayOptions): readonly [string, ...string[]] {
  for (const name of ['clientId', 'clientSecret'] as const)
    invariant(options[name] !== '', `NTX Pay needs a ${name}`);
  invariant(
    !options.clientCert?.includes('PRIVATE KEY'),
    'The NTX Pay client certificate is sent in a header: its file must not hold the private key',
  );
  const { webhookSecret, formerWebhookSecret } = options;
  const former = formerWebhookSecret === undefined ? [] : [formerWebhookSecret];
  invariant(
    [webhookSecret, ...former].every(isHeaderSecret),
    'An NTX Pay webhook secret is visible ASCII without commas',
  );
  return [webhookSecret, ...former];
}
