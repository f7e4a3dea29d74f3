import type { Authorisation, CallPurpose } from '../http/provider-client';
import { digitalSignature } from './notifications/signature';

interface CallSecrets {
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

/** The ApplicationToken goes with every call, the DigitalSignature with an order only. */
export const authorisationWith =
  ({ applicationToken, cryptoToken }: CallSecrets) =>
  (accessToken: string, purpose: CallPurpose): Authorisation => {
    const signature = digitalSignature(cryptoToken, accessToken);
    const signed = purpose === 'order' ? { DigitalSignature: signature } : {};
    return { headers: { ApplicationToken: applicationToken, ...signed }, secrets: [signature] };
  };
