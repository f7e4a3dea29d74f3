import { defineProvider, type OpeningParts } from '../port/provider-definition';
import { ConnectPspProvider, type ConnectPspOptions } from './connectpsp-provider';
import { CONNECTPSP_NEEDS, readConnectPspSettings, type ConnectPspSettings } from './settings';

/** ConnectPSP, API 2.0.0: docs/providers/connectpsp.md. */
export const connectPsp = defineProvider({
  name: 'connectpsp',
  currency: 'BRL',
  destinations: ['PIX', 'BANK_ACCOUNT'],
  settingsPrefix: 'CONNECTPSP',
  requiredSettings: CONNECTPSP_NEEDS,
  readSettings: readConnectPspSettings,
  signingKeys: ({ cryptoToken, formerCryptoToken }) =>
    formerCryptoToken ? [cryptoToken, formerCryptoToken] : [cryptoToken],
  open: async (settings, parts) => {
    const provider = new ConnectPspProvider(optionsOf(settings, parts), parts.clock);
    return { provider, close: () => provider.close() };
  },
});

const optionsOf = (settings: ConnectPspSettings, parts: OpeningParts): ConnectPspOptions => ({
  url: settings.url,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret.reveal(),
  applicationToken: settings.applicationToken.reveal(),
  cryptoToken: settings.cryptoToken.reveal(),
  ...(settings.formerCryptoToken && { formerCryptoToken: settings.formerCryptoToken.reveal() }),
  webhookUrl: parts.webhookUrl,
  timeoutMs: parts.timeoutMs,
});
