import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { AccessToken } from '../http/access-token';
import { balanceOf } from '../answers/balance-answer';
import { answerIn, reportIn } from '../answers/provider-answer';
import { noEvidence } from '../answers/unclear-report';
import { headerIn } from '../http/header';
import { HttpClient } from '../http/http-client';
import type {
  BalanceReading,
  Called,
  NotificationHeaders,
  NotificationReading,
  PayoutOrder,
  Provider,
  Report,
  SubmissionOutcome,
} from '../port/provider';
import { Wire } from '../http/exchange-recorder';
import { AuthorisedClient } from './authorisation';
import { cashOutBody } from './orders/cash-out';
import { readProblem } from './problem';
import { readBalance } from './queries/read-balance';
import { readNotification } from './notifications/read-notification';
import { readAnswer } from './queries/read-report';
import { readSubmission } from './orders/read-submission';
import { isSignedByOneOf } from './notifications/signature';
import { tokenGrant } from './token';

export interface ConnectPspOptions {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applicationToken: string;
  /** Signs our calls' tokens and the notifications' bytes. */
  readonly cryptoToken: string;
  /** Notifications signed with it are still taken, while some may be on their way. It signs nothing of ours. */
  readonly formerCryptoToken?: string;
  /** Where notifications are asked to go; a function where the address is known only once something listens. */
  readonly webhookUrl: string | (() => string);
  /** For each single call, not for a submission's whole. */
  readonly timeoutMs: number;
}

type Question = Parameters<Provider['ask']>[0];

/** ConnectPSP, API 2.0.0. It reports no fee, and it can't be asked by our own reference. */
export class ConnectPspProvider implements Provider {
  readonly name = 'connectpsp';
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  private readonly http: HttpClient;
  private readonly client: AuthorisedClient;
  private readonly cryptoTokens: readonly string[];
  private readonly secrets: readonly string[];

  constructor(
    private readonly options: ConnectPspOptions,
    private readonly clock: Clock,
  ) {
    for (const name of ['clientId', 'clientSecret', 'applicationToken', 'cryptoToken'] as const)
      invariant(options[name] !== '', `ConnectPSP needs a ${name}`);
    const { clientSecret, applicationToken, cryptoToken, formerCryptoToken } = options;
    invariant(formerCryptoToken !== '', 'A former cryptoToken is not empty');
    this.cryptoTokens = [cryptoToken, ...(formerCryptoToken === undefined ? [] : [formerCryptoToken])];
    this.secrets = [clientSecret, applicationToken, ...this.cryptoTokens];
    this.http = new HttpClient({ baseUrl: options.url, timeoutMs: options.timeoutMs, clock });
    const token = new AccessToken(this.http, tokenGrant(options), clock);
    this.client = new AuthorisedClient(token, options);
  }

  /** One order, one key: a repeat after an unknown outcome carries the same X-Idempotency-Key and body. */
  async submit(order: PayoutOrder): Promise<Called<SubmissionOutcome>> {
    const headers = { 'Content-Type': 'application/json', 'X-Idempotency-Key': order.providerKey };
    const body = cashOutBody(order, order.webhookUrl ?? this.webhookUrl());
    const call = { method: 'POST', path: '/cash-out', headers, body } as const;
    const wire = this.wire();
    return wire.called(readSubmission(await this.client.send(wire, call, 'signed'), order));
  }

  async ask({ providerId, externalReference }: Question): Promise<Called<Report>> {
    const wire = this.wire();
    if (providerId === null)
      return wire.called(noEvidence('ConnectPSP can be asked by its own id only, and none is known'));
    // Dots alone are no segment of a path: whoever resolves them would ask for something else.
    if (/^\.{1,2}$/.test(providerId)) return wire.called(noEvidence('this id cannot be asked for'));
    const path = `/cash-out/${encodeURIComponent(providerId)}`;
    const outcome = await this.client.send(wire, { method: 'GET', path, headers: {} }, 'unsigned');
    const asked = { providerId, externalReference };
    return wire.called(reportIn(answerIn(outcome, readProblem), text => readAnswer(text, asked)));
  }

  async balance(): Promise<Called<BalanceReading>> {
    const wire = this.wire();
    const call = { method: 'GET', path: '/account/balance', headers: {} } as const;
    return wire.called(balanceOf(await this.client.send(wire, call, 'unsigned'), readBalance));
  }

  verify(rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isSignedByOneOf(this.cryptoTokens, rawBody, headerIn(headers, 'x-connect-signature'));
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

  private wire(): Wire {
    return new Wire({ http: this.http, clock: this.clock, secrets: this.secrets });
  }
}
