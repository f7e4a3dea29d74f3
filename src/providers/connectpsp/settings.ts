import { safeUrl } from '../../shared/settings/addresses/safe-url';
import { Secret } from '../../shared/settings/secret';
import type { SettingsReader } from '../../shared/settings/settings-reader';

export interface ConnectPspSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly applicationToken: Secret;
  readonly cryptoToken: Secret;
  /** Notifications that are signed with it are still accepted. null: there is none. */
  readonly formerCryptoToken: Secret | null;
}

export const CONNECTPSP_NEEDS = [
  'CONNECTPSP_URL',
  'CONNECTPSP_CLIENT_ID',
  'CONNECTPSP_CLIENT_SECRET',
  'CONNECTPSP_APPLICATION_TOKEN',
  'CONNECTPSP_CRYPTO_TOKEN',
];
const FORMER = 'CONNECTPSP_FORMER_CRYPTO_TOKEN';

/** Returns null when no setting of ConnectPSP is set. */
export function readConnectPspSettings(reader: SettingsReader): ConnectPspSettings | null {
  const url = safeUrl(reader, 'CONNECTPSP_URL');
  if (!reader.group(CONNECTPSP_NEEDS, [FORMER])) return null;
  return Object.freeze({
    url: url ?? '',
    clientId: reader.required('CONNECTPSP_CLIENT_ID'),
    clientSecret: new Secret(reader.required('CONNECTPSP_CLIENT_SECRET')),
    applicationToken: reader.headerSecret('CONNECTPSP_APPLICATION_TOKEN'),
    cryptoToken: new Secret(reader.required('CONNECTPSP_CRYPTO_TOKEN')),
    formerCryptoToken: reader.optionalSecret(FORMER),
  });
}
