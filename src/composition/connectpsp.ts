import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConnectPspProvider, type ConnectPspOptions } from '../providers/connectpsp/connectpsp-provider';
import {
  startConnectPspSandbox,
  type ConnectPspSandbox,
} from '../../packages/psp-sandbox/src/connectpsp/sandbox';
import type { Settings } from '../shared/settings/config';
import type { ProviderParts } from './providers/provider-parts';

export interface OpenConnectPsp {
  readonly provider: ConnectPspProvider;
  /** undefined where the real provider is configured. */
  readonly sandbox: ConnectPspSandbox | undefined;
}

export async function openConnectPsp(parts: ProviderParts): Promise<OpenConnectPsp> {
  const { settings, clock, webhookBase } = parts;
  const sandbox = settings.connectpsp ? undefined : await startSandbox(parts);
  const base = () => (sandbox ? webhookBase().loopbackUrl : webhookBase().publicUrl);
  const options: ConnectPspOptions = {
    ...(sandbox ? { url: sandbox.url, ...sandbox.credentials } : revealed(settings.connectpsp!)),
    webhookUrl: () => `${base()}/webhooks/connectpsp`,
    timeoutMs: settings.providerTimeoutMs,
  };
  return { provider: new ConnectPspProvider(options, clock), sandbox };
}

async function startSandbox({ settings, clock, random }: ProviderParts): Promise<ConnectPspSandbox> {
  const folder = join(settings.dataDir, 'sandbox');
  await mkdir(folder, { recursive: true });
  // The 2 is the file's format: one of an older format says nothing to this sandbox, and stays where it is.
  const journalFile = join(folder, 'connectpsp-2.jsonl');
  return startConnectPspSandbox({ clock, random, journalFile, webhookHosts: [settings.host] });
}

const revealed = (settings: NonNullable<Settings['connectpsp']>) => ({
  url: settings.url,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret.reveal(),
  applicationToken: settings.applicationToken.reveal(),
  cryptoToken: settings.cryptoToken.reveal(),
  ...(settings.formerCryptoToken && { formerCryptoToken: settings.formerCryptoToken.reveal() }),
});
