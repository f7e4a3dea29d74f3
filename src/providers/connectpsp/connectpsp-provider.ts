import type { Destination } from '../../domain/payout/payee';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { AccessToken } from '../access-token';
import { HttpClient } from '../http-client';
import type {
  NotificationHeaders,
  NotificationReading,
  PayoutOrder,
  Provider,
  Report,
  SubmissionOutcome,
} from '../provider';
import { AuthorisedClient } from './authorised-client';
import { cashOutBody } from './cash-out';
import { readAnswer, readNotification } from './read-report';
import { readSubmission } from './read-submission';
import { isSignedBy } from './signature';
import { tokenGrant } from './token';

export interface ConnectPspOptions {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applicationToken: string;
  /** Signs our calls' tokens and the notifications' bytes. */
  readonly cryptoToken: string;
  /** Where notifications are asked to go; a function where the address is known only once something listens. */
  readonly webhookUrl: string | (() => string);
  /** For each single call, not for a submission's whole. */
  readonly timeoutMs: number;
}

/** ConnectPSP, API 2.0.0. It reports no fee, and it can't be asked by our own reference. */
export class ConnectPspProvider implements Provider {
  readonly name = 'connectpsp';
  readonly currency = 'BRL';
  private readonly http: HttpClient;
  private readonly client: AuthorisedClient;

  constructor(
    private readonly options: ConnectPspOptions,
    clock: Clock,
  ) {
    for (const name of ['clientId', 'clientSecret', 'applicationToken', 'cryptoToken'] as const)
      invariant(options[name] !== '', `ConnectPSP needs a ${name}`);
    this.http = new HttpClient({ baseUrl: options.url, timeoutMs: options.timeoutMs, clock });
    const token = new AccessToken(this.http, tokenGrant(options), clock);
    this.client = new AuthorisedClient(this.http, token, options);
  }

  supports(destination: Destination): boolean {
    return destination.type === 'PIX' || destination.type === 'BANK_ACCOUNT';
  }

  /** One order, one key: a repeat after an unknown outcome carries the same X-Idempotency-Key and body. */
  async submit(order: PayoutOrder): Promise<SubmissionOutcome> {
    const headers = { 'Content-Type': 'application/json', 'X-Idempotency-Key': order.providerKey };
    const body = cashOutBody(order, order.webhookUrl ?? this.webhookUrl());
    const call = { method: 'POST', path: '/cash-out', headers, body } as const;
    return readSubmission(await this.client.send(call, 'signed'), order);
  }

  async ask(question: { providerId: string | null; externalReference: string }): Promise<Report> {
    const { providerId, externalReference } = question;
    if (providerId === null) return unclear('ConnectPSP can be asked by its own id only, and none is known');
    const path = `/cash-out/${encodeURIComponent(providerId)}`;
    const outcome = await this.client.send({ method: 'GET', path, headers: {} }, 'unsigned');
    if (outcome.kind !== 'answered') return unclear(`${outcome.kind}: ${outcome.reason}`);
    // A 404 is no proof either: it may be too early, or another application's view.
    if (outcome.status !== 200) return unclear(`answer ${outcome.status}`);
    return readAnswer(outcome.text, { providerId, externalReference });
  }

  verify(rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isSignedBy(this.options.cryptoToken, rawBody, headers['x-connect-signature']);
  }

  read(rawBody: string): NotificationReading {
    return readNotification(rawBody);
  }

  /** Cuts what is under way and gives the sockets back. */
  close(): Promise<void> {
    return this.http.close();
  }

  webhookUrl(): string {
    const { webhookUrl } = this.options;
    return typeof webhookUrl === 'string' ? webhookUrl : webhookUrl();
  }
}

const unclear = (reason: string): Report => ({ kind: 'unclear', reason });
