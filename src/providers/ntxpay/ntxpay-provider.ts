import type { Clock } from '../../shared/clock';
import { isHeaderSecret } from '../../shared/settings/header-secret';
import { invariant } from '../../shared/invariant';
import { AccessToken } from '../http/access-token';
import { answerIn, reportIn, type Answer } from '../answers/provider-answer';
import { balanceOf } from '../answers/balance-answer';
import { headerIn } from '../http/header';
import { HttpClient, type HttpCall, type HttpOutcome } from '../http/http-client';
import type {
  BalanceReading,
  Called,
  Found,
  NotificationHeaders,
  NotificationReading,
  PayoutOrder,
  Provider,
  Report,
  ReturnQuestion,
  SubmissionOutcome,
} from '../port/provider';
import { Wire } from '../http/exchange-recorder';
import { askBothWays, type Ways } from './queries/poll-then-search';
import { cashOutCall } from './orders/cash-out';
import { readBalance } from './queries/read-balance';
import { readNotification } from './notifications/read-notification';
import { readReturnAnswer } from './queries/read-return';
import { readFound, readSubmission } from './orders/read-submission';
import type { Asked } from './queries/read-transaction';
import { readRefusal } from './refusal';
import { registerWebhooks, type Registration, type WebhookMode } from './notifications/register-webhooks';
import { searchCovers, searchPath } from './queries/search-answer';
import { tokenGrant } from './token';
import { isOneOf, WEBHOOK_SECRET_HEADER } from './notifications/webhook-secret';

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

/** NTX Pay / Avista. It has no idempotency key: an order whose fate is not known is looked for by our reference. */
export class NtxPayProvider implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  readonly notificationProof = 'sender';
  private readonly http: HttpClient;
  private readonly token: AccessToken;
  private readonly webhookSecrets: readonly [string, ...string[]];
  private readonly secrets: readonly string[];

  constructor(
    private readonly options: NtxPayOptions,
    private readonly clock: Clock,
  ) {
    for (const name of ['clientId', 'clientSecret'] as const)
      invariant(options[name] !== '', `NTX Pay needs a ${name}`);
    const { webhookSecret, formerWebhookSecret } = options;
    this.webhookSecrets =
      formerWebhookSecret === undefined ? [webhookSecret] : [webhookSecret, formerWebhookSecret];
    invariant(
      this.webhookSecrets.every(isHeaderSecret),
      'An NTX Pay webhook secret is visible ASCII without commas',
    );
    invariant(
      !options.clientCert?.includes('PRIVATE KEY'),
      'The NTX Pay client certificate is sent in a header: its file must not hold the private key',
    );
    this.secrets = [options.clientSecret, ...this.webhookSecrets];
    this.http = new HttpClient({ baseUrl: options.url, timeoutMs: options.timeoutMs, clock });
    this.token = new AccessToken(this.http, tokenGrant(options), clock);
  }

  /** Registered once for all orders. */
  webhookUrl(): null {
    return null;
  }

  async submit(order: PayoutOrder): Promise<Called<SubmissionOutcome>> {
    const wire = this.wire();
    const call = cashOutCall(order, this.options.cashOutPath ?? '/api/pix/cash-out');
    return wire.called(readSubmission(await this.sendOnce(wire, call), order));
  }

  async find(order: PayoutOrder): Promise<Called<Found>> {
    const wire = this.wire();
    const { externalReference, requestedAt } = order;
    const asked = { providerId: null, externalReference, requestedAt };
    return wire.called(readFound(await askBothWays(this.ways(wire), asked), order));
  }

  /** By the provider's id where it is known, else by our reference; what is not found so, by search too. */
  async ask(question: Asked): Promise<Called<Report>> {
    const wire = this.wire();
    const found = await askBothWays(this.ways(wire), question);
    return wire.called(found.kind === 'found' ? found.report : found);
  }

  /** By its own id: its payment's would find the payment. */
  async askReturn(question: ReturnQuestion): Promise<Called<Report>> {
    const wire = this.wire();
    const answer = await this.get(wire, question.returnName);
    return wire.called(reportIn(answer, text => readReturnAnswer(text, question)));
  }

  async balance(): Promise<Called<BalanceReading>> {
    const wire = this.wire();
    const call = { method: 'GET', path: '/api/balance', headers: {} } as const;
    return wire.called(balanceOf(await this.send(wire, call), readBalance));
  }

  verify(_rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isOneOf(this.webhookSecrets, headerIn(headers, WEBHOOK_SECRET_HEADER.toLowerCase()));
  }

  read(rawBody: string): NotificationReading {
    return readNotification(rawBody);
  }

  /** Has notifications sent to `<publicUrl>/webhooks/ntxpay`. Until it has succeeded payouts settle by question only. */
  registerWebhooks(publicUrl: string): Promise<Registration> {
    const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/ntxpay`;
    const { webhooks: mode = 'register', registerMed: med = false } = this.options;
    const wishes = { url, secrets: this.webhookSecrets, mode, med };
    return registerWebhooks(wishes, call => this.send(this.wire(), call));
  }

  /** Cuts what is under way and gives the sockets back. */
  close(): Promise<void> {
    return this.http.close();
  }

  private wire(): Wire {
    return new Wire({ http: this.http, clock: this.clock, secrets: this.secrets });
  }

  private ways(wire: Wire): Ways {
    return {
      byName: name => this.get(wire, name),
      bySearch: externalId => this.question(wire, searchPath(externalId, this.clock.now())),
      searchCovers: requestedAt => searchCovers(requestedAt, this.clock.now()),
    };
  }

  private async get(wire: Wire, id: string): Promise<Answer> {
    // Dots alone are no segment of a path: whoever resolves them would ask for something else.
    if (/^\.{1,2}$/.test(id))
      return { kind: 'nothing', reason: 'this reference cannot be asked for', sent: false };
    return this.question(wire, `/api/pix/transaction/${encodeURIComponent(id)}`);
  }

  private async question(wire: Wire, path: string): Promise<Answer> {
    return answerIn(await this.send(wire, { method: 'GET', path, headers: {} }), readRefusal);
  }

  /** An order: only who records a repeat may send it again. */
  private sendOnce(wire: Wire, call: HttpCall): Promise<HttpOutcome> {
    return this.token.authoriseOnce(wire, accessToken => sendWith(accessToken, wire, call));
  }

  /** What moves no money: on 401 it is sent once more with a new token. */
  private send(wire: Wire, call: HttpCall): Promise<HttpOutcome> {
    return this.token.authorise(wire, accessToken => sendWith(accessToken, wire, call));
  }
}

function sendWith(accessToken: string, wire: Wire, call: HttpCall): Promise<HttpOutcome> {
  const headers = { ...call.headers, Accept: 'application/json', Authorization: `Bearer ${accessToken}` };
  return wire.send({ ...call, headers }, [accessToken]);
}
