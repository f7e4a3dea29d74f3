import type { HttpCall, HttpClient, HttpOutcome } from '../http-client';
import { digitalSignature } from './signature';
import type { AccessToken } from './token';

export interface Secrets {
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

/** Calls with the access token and the ApplicationToken; with the DigitalSignature where money moves. */
export class AuthorisedClient {
  constructor(
    private readonly http: HttpClient,
    private readonly token: AccessToken,
    private readonly secrets: Secrets,
  ) {}

  /**
   * On 401 the token is renewed once and the very same call repeated with it, its signature computed anew. If the
   * repeat never leaves, the 401 stands as the answer: the first call did reach the provider.
   */
  async send(call: HttpCall, signing: 'signed' | 'unsigned'): Promise<HttpOutcome> {
    const first = await this.token.get();
    if (!first.ok) return { kind: 'not_sent', reason: first.reason };
    const outcome = await this.sendWith(first.accessToken, call, signing);
    if (outcome.kind !== 'answered' || outcome.status !== 401) return outcome;
    this.token.invalidate(first.accessToken);
    const second = await this.token.get();
    if (!second.ok) return outcome;
    const repeated = await this.sendWith(second.accessToken, call, signing);
    return repeated.kind === 'not_sent' ? outcome : repeated;
  }

  private sendWith(
    accessToken: string,
    call: HttpCall,
    signing: 'signed' | 'unsigned',
  ): Promise<HttpOutcome> {
    const { applicationToken, cryptoToken } = this.secrets;
    const headers = {
      ...call.headers,
      Accept: 'application/json, application/problem+json',
      Authorization: `Bearer ${accessToken}`,
      ApplicationToken: applicationToken,
      ...(signing === 'signed' ? { DigitalSignature: digitalSignature(cryptoToken, accessToken) } : {}),
    };
    return this.http.send({ ...call, headers });
  }
}
