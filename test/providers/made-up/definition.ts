import { defineProvider } from '../../../src/providers/port/provider-definition';
import { safeUrl } from '../../../src/shared/settings/addresses/safe-url';
import { Secret } from '../../../src/shared/settings/secret';
import type { SettingsReader } from '../../../src/shared/settings/settings-reader';
import { MadeUpProvider } from './made-up-provider';

export interface MadeUpSettings {
  readonly url: string;
  readonly clientSecret: Secret;
  readonly webhookKey: Secret;
}

const NEEDED = ['MADEUP_URL', 'MADEUP_CLIENT_SECRET', 'MADEUP_WEBHOOK_KEY'];

function readSettings(reader: SettingsReader): MadeUpSettings | null {
  const url = safeUrl(reader, 'MADEUP_URL');
  if (!reader.group(NEEDED, [])) return null;
  return Object.freeze({
    url: url ?? '',
    clientSecret: new Secret(reader.required('MADEUP_CLIENT_SECRET')),
    webhookKey: new Secret(reader.required('MADEUP_WEBHOOK_KEY')),
  });
}

/** A provider that does not exist: it shows that a provider is one folder and one line. */
export const madeUp = defineProvider({
  name: 'madeup',
  currency: 'BRL',
  destinations: ['PIX'],
  settingsPrefix: 'MADEUP',
  requiredSettings: NEEDED,
  readSettings,
  signingKeys: ({ webhookKey }) => [webhookKey],
  open: async (settings, { clock, timeoutMs, webhookUrl }) => {
    const provider = new MadeUpProvider({
      url: settings.url,
      clientSecret: settings.clientSecret.reveal(),
      webhookKey: settings.webhookKey.reveal(),
      webhookUrl,
      timeoutMs,
      clock,
    });
    return { provider, close: () => provider.close() };
  },
});
