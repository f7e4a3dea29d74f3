import { readFile } from 'node:fs/promises';
import { defineProvider, type OpeningParts } from '../port/provider-definition';
import { readNtxDeposit } from './deposits/read-deposit';
import { keepRegistering } from './notifications/keep-registering';
import { NtxPayProvider, type NtxPayOptions } from './ntxpay-provider';
import { NTXPAY_NEEDS, readNtxPaySettings, type NtxPaySettings } from './settings';
import { readSearchPages } from './statement/read-search-pages';

/** NTX Pay / Avista: docs/providers/ntxpay.md. */
export const ntxPay = defineProvider({
  name: 'ntxpay',
  currency: 'BRL',
  destinations: ['PIX', 'QR_CODE'],
  settingsPrefix: 'NTXPAY',
  requiredSettings: NTXPAY_NEEDS,
  jsonStatement: {
    description: 'the answers of the NTX Pay transaction search',
    read: readSearchPages,
  },
  readDeposit: readNtxDeposit,
  readSettings: readNtxPaySettings,
  open: async (settings, parts) => {
    const provider = new NtxPayProvider(await optionsOf(settings, parts), parts.clock);
    const register = () => provider.registerWebhooks(parts.webhookUrl());
    return {
      provider,
      close: () => provider.close(),
      onListening: signal => keepRegistering(register, parts, signal),
    };
  },
});

const optionsOf = async (settings: NtxPaySettings, parts: OpeningParts): Promise<NtxPayOptions> => ({
  url: settings.url,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret.reveal(),
  clientCert: settings.clientCertPath === null ? null : await readFile(settings.clientCertPath, 'utf8'),
  cashOutPath: settings.cashOutPath,
  webhookSecret: settings.webhookSecret.reveal(),
  ...(settings.formerWebhookSecret && { formerWebhookSecret: settings.formerWebhookSecret.reveal() }),
  // A sandbox that was started before remembers an address of then.
  webhooks: parts.isSandbox ? 'replace' : settings.webhooks,
  registerMed: settings.registerMed,
  timeoutMs: parts.timeoutMs,
});
