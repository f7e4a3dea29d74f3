import type { Destination } from '../../domain/payout/payee';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { AccessToken } from '../access-token';
import { HttpClient, type HttpCall, type HttpOutcome } from '../http-client';
import { parseObject } from '../lossless';
import type {
  NotificationHeaders,
  NotificationReading,
  PayoutOrder,
  Provider,
  Report,
  SubmissionOutcome,
} from '../provider';
import { cashOutCall } from './cash-out';
import { readNotification } from './read-notification';
import { readFirst, readRepeat } from './read-submission';
import { readTransaction } from './read-transaction';
import { tokenGrant } from './token';
import { isOneOf, isWebhookSecret, WEBHOOK_SECRET_HEADER } from './webhook-secret';

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
  /** For each single call, not for a submission's whole. */
  readonly timeoutMs: number;
}

/** Whether a webhook is registered; the reason holds no secret. */
export type Registration = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** `cash_out` tells what became of a payout, `refund_out` that a paid one was returned. */
const WEBHOOK_EVENTS = ['cash_out', 'refund_out'] as const;

/** NTX Pay / Avista. It has no idempotency key: an order is posted once, and after that only asked about. */
export class NtxPayProvider implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  private readonly http: HttpClient;
  private readonly token: AccessToken;
  private readonly webhookSecrets: readonly string[];

  constructor(
    private readonly options: NtxPayOptions,
    clock: Clock,
  ) {
    for (const name of ['clientId', 'clientSecret'] as const)
      invariant(options[name] !== '', `NTX Pay needs a ${name}`);
    const { webhookSecret, formerWebhookSecret } = options;
    this.webhookSecrets =
      formerWebhookSecret === undefined ? [webhookSecret] : [webhookSecret, formerWebhookSecret];
    invariant(
      this.webhookSecrets.every(isWebhookSecret),
      'An NTX Pay webhook secret is visible ASCII without commas',
    );
    this.http = new HttpClient({ baseUrl: options.url, timeoutMs: options.timeoutMs, clock });
    this.token = new AccessToken(this.http, tokenGrant(options), clock);
  }

  supports(destination: Destination): boolean {
    return destination.type === 'PIX' || destination.type === 'QR_CODE';
  }

  /** Registered once for all orders. */
  webhookUrl(): null {
    return null;
  }

  /** Posts an order that is `first`; for any other it asks by `externalId` and pays nothing. */
  async submit(order: PayoutOrder): Promise<SubmissionOutcome> {
    if (order.first === true) {
      const call = cashOutCall(order, this.options.cashOutPath ?? '/api/pix/cash-out');
      return readFirst(await this.send(call), order);
    }
    return readRepeat(await this.get(order.externalReference), order);
  }

  /** By the provider's id where it is known, else by our reference. */
  async ask(question: { providerId: string | null; externalReference: string }): Promise<Report> {
    const outcome = await this.get(question.providerId ?? question.externalReference);
    if (outcome.kind !== 'answered') return unclear(`${outcome.kind}: ${outcome.reason}`);
    // A 404 is no proof either: it may be too early.
    if (outcome.status !== 200) return unclear(`answer ${outcome.status}`);
    const found = readTransaction(outcome.text, question);
    return typeof found === 'string' ? unclear(found) : found.report;
  }

  verify(_rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isOneOf(this.webhookSecrets, headers[WEBHOOK_SECRET_HEADER.toLowerCase()]);
  }

  read(rawBody: string): NotificationReading {
    return readNotification(rawBody);
  }

  /**
   * Has notifications sent to `<publicUrl>/webhooks/ntxpay` with our secret; a repeat replaces what was registered. At
   * NTX Pay the address must be https. Until it has succeeded payouts settle by question only.
   */
  async registerWebhooks(publicUrl: string): Promise<Registration> {
    const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/ntxpay`;
    for (const eventType of WEBHOOK_EVENTS) {
      const headers = [{ key: WEBHOOK_SECRET_HEADER, value: this.options.webhookSecret }];
      const body = JSON.stringify({ url, eventType, headers });
      const path = '/api/webhooks';
      const json = { 'Content-Type': 'application/json' };
      const outcome = await this.send({ method: 'POST', path, headers: json, body });
      const reason = faultOf(outcome);
      if (reason !== undefined) return { ok: false, reason: `${eventType}: ${reason}` };
    }
    return { ok: true };
  }

  /** Cuts what is under way and gives the sockets back. */
  close(): Promise<void> {
    return this.http.close();
  }

  private async get(id: string): Promise<HttpOutcome> {
    // Dots alone are no segment of a path: whoever resolves them would ask for something else.
    if (/^\.{1,2}$/.test(id)) return { kind: 'not_sent', reason: 'this reference cannot be asked for' };
    const path = `/api/pix/transaction/${encodeURIComponent(id)}`;
    return this.send({ method: 'GET', path, headers: {} });
  }

  private send(call: HttpCall): Promise<HttpOutcome> {
    return this.token.authorise(accessToken => {
      const headers = { ...call.headers, Accept: 'application/json', Authorization: `Bearer ${accessToken}` };
      return this.http.send({ ...call, headers });
    });
  }
}

function faultOf(outcome: HttpOutcome): string | undefined {
  if (outcome.kind !== 'answered') return `${outcome.kind}: ${outcome.reason}`;
  const taken = outcome.status === 200 || outcome.status === 201;
  return taken && parseObject(outcome.text)?.success !== false ? undefined : `answer ${outcome.status}`;
}

const unclear = (reason: string): Report => ({ kind: 'unclear', reason });
