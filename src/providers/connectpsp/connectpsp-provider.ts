import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { balanceOf } from '../answers/balance-answer';
import { reportFromAnswer } from '../answers/provider-answer';
import { noEvidence } from '../answers/unclear-report';
import { headerIn } from '../http/header';
import { ProviderClient } from '../http/provider-client';
import type {
  CallResult,
  NotificationHeaders,
  ParsedNotification,
  PayoutOrder,
  PayoutQuery,
  PayoutReport,
  Provider,
  ProviderBalance,
  SubmissionOutcome,
} from '../port/provider';
import { authorisationWith } from './authorisation';
import { cashOutBody } from './orders/cash-out';
import { readProblem } from './problem';
import { readBalance } from './queries/read-balance';
import { readNotification } from './notifications/read-notification';
import { readAnswer } from './queries/read-report';
import { readSubmission } from './orders/read-submission';
import { isSignedByOneOf, SIGNATURE_HEADER } from './notifications/signature';
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

/** ConnectPSP, API 2.0.0. It reports no fee, and it cannot be asked by our own reference. */
export class ConnectPspProvider implements Provider {
  readonly name = 'connectpsp';
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  readonly signatureHeader = SIGNATURE_HEADER;
  private readonly client: ProviderClient;
  private readonly cryptoTokens: readonly string[];

  constructor(
    private readonly options: ConnectPspOptions,
    clock: Clock,
  ) {
    for (const name of ['clientId', 'clientSecret', 'applicationToken', 'cryptoToken'] as const)
      invariant(options[name] !== '', `ConnectPSP needs a ${name}`);
    const { url, timeoutMs, clientSecret, applicationToken, cryptoToken, formerCryptoToken } = options;
    invariant(formerCryptoToken !== '', 'A former cryptoToken is not empty');
    this.cryptoTokens = [cryptoToken, ...(formerCryptoToken === undefined ? [] : [formerCryptoToken])];
    this.client = new ProviderClient({
      url,
      timeoutMs,
      clock,
      tokenGrant: tokenGrant(options),
      secrets: [clientSecret, applicationToken, ...this.cryptoTokens],
      accept: 'application/json, application/problem+json',
      readRefusal: readProblem,
      authorisation: authorisationWith(options),
    });
  }

  /** One order, one key: a repeat after an unknown outcome carries the same X-Idempotency-Key and body. */
  async submit(order: PayoutOrder): Promise<CallResult<SubmissionOutcome>> {
    const headers = { 'Content-Type': 'application/json', 'X-Idempotency-Key': order.providerKey };
    const body = cashOutBody(order, order.webhookUrl ?? this.webhookUrl());
    const call = { method: 'POST', path: '/cash-out', headers, body } as const;
    return this.client.run(async calls => readSubmission(await calls.order(call), order));
  }

  pollPayout({ providerId, externalReference }: PayoutQuery): Promise<CallResult<PayoutReport>> {
    return this.client.run(async calls => {
      if (providerId === null)
        return noEvidence('ConnectPSP can be asked by its own id only, and none is known');
      const answer = await calls.getById('/cash-out', providerId, 'id');
      return reportFromAnswer(answer, text => readAnswer(text, { providerId, externalReference }));
    });
  }

  fetchBalance(): Promise<CallResult<ProviderBalance>> {
    const call = { method: 'GET', path: '/account/balance', headers: {} } as const;
    return this.client.run(async calls => balanceOf(await calls.query(call), readBalance));
  }

  verifyNotification(rawBody: Buffer, headers: NotificationHeaders): boolean {
    return isSignedByOneOf(this.cryptoTokens, rawBody, headerIn(headers, SIGNATURE_HEADER));
  }

  parseNotification(rawBody: string): ParsedNotification {
    return readNotification(rawBody);
  }

  webhookUrl(): string {
    const { webhookUrl } = this.options;
    return typeof webhookUrl === 'string' ? webhookUrl : webhookUrl();
  }

  /** Aborts the calls under way and releases the connections. */
  close(): Promise<void> {
    return this.client.close();
  }
}
