import type { TokenGrant } from '../http/access-token';
import { refusalCode } from './refusal';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM text of the certificate bound to the account; null: none is shown. */
  readonly clientCert: string | null;
}

/**
 * POST /api/auth/token, as NTX Pay grants its tokens. The certificate travels in a header, URL-encoded: the provider
 * compares its fingerprint with the one bound to the account.
 */
export const tokenGrant = ({ clientId, clientSecret, clientCert }: Credentials): TokenGrant => ({
  call: {
    method: 'POST',
    path: '/api/auth/token',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(clientCert === null ? {} : { 'X-SSL-Client-Cert': encodeURIComponent(clientCert) }),
    },
    body: JSON.stringify({ clientId, clientSecret }),
  },
  tokenField: 'access_token',
  lifeField: 'expires_in',
  refusalCode,
});
