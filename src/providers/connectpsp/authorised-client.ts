import type { AccessToken } from '../access-token';
import type { HttpCall, HttpClient, HttpOutcome } from '../http-client';
import { digitalSignature } from './signature';

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

  /** On 401 the token is renewed once and the very same call repeated with it, its signature computed anew. */
  send(call: HttpCall, signing: 'signed' | 'unsigned'): Promise<HttpOutcome> {
    return this.token.authorise(accessToken => this.sendWith(accessToken, call, signing));
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
