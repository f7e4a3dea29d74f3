import type { AccessToken } from '../http/access-token';
import type { HttpCall, HttpOutcome } from '../http/http-client';
import type { Wire } from '../http/exchange-recorder';
import { digitalSignature } from './notifications/signature';

export interface Secrets {
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

/** Calls with the access token and the ApplicationToken; with the DigitalSignature where money moves. */
export class AuthorisedClient {
  constructor(
    private readonly token: AccessToken,
    private readonly secrets: Secrets,
  ) {}

  /**
   * What is signed is an order, and is sent once: only who records a repeat may send it again. A question that is
   * answered 401 is asked once more with a new token.
   */
  send(wire: Wire, call: HttpCall, signing: 'signed' | 'unsigned'): Promise<HttpOutcome> {
    const sendWith = (accessToken: string) => this.sendWith(wire, accessToken, call, signing);
    return signing === 'signed'
      ? this.token.authoriseOnce(wire, sendWith)
      : this.token.authorise(wire, sendWith);
  }

  private sendWith(
    wire: Wire,
    accessToken: string,
    call: HttpCall,
    signing: 'signed' | 'unsigned',
  ): Promise<HttpOutcome> {
    const { applicationToken, cryptoToken } = this.secrets;
    const signature = digitalSignature(cryptoToken, accessToken);
    const headers = {
      ...call.headers,
      Accept: 'application/json, application/problem+json',
      Authorization: `Bearer ${accessToken}`,
      ApplicationToken: applicationToken,
      ...(signing === 'signed' ? { DigitalSignature: signature } : {}),
    };
    return wire.send({ ...call, headers }, [accessToken, signature]);
  }
}
