import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderTerms, Terms } from '../commands/request-payout';
import type { ProviderName } from '../domain/payout/payee';
import { ConnectPspProvider, type ConnectPspOptions } from '../providers/connectpsp/connectpsp-provider';
import type { Provider } from '../providers/provider';
import { startConnectPspSandbox, type ConnectPspSandbox } from '../sandbox/connectpsp/sandbox';
import type { Clock } from '../shared/clock';
import type { Settings } from '../shared/config';
import { feeFor, highestFee, type FeeSchedule } from '../shared/fee-schedule';
import type { Logger } from '../shared/logging';
import type { Currency } from '../shared/money';
import type { Random } from '../shared/random';

/** The providers payouts may go through, and the sandboxes that stand in for those that are not configured. */
export interface Providers {
  readonly byName: ReadonlyMap<ProviderName, Provider>;
  readonly terms: Terms;
  /** undefined where the real provider is configured. */
  readonly connectPspSandbox: ConnectPspSandbox | undefined;
  stop(): Promise<void>;
}

interface ProviderParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Bases of the webhook addresses, for a provider out there and for the sandbox in here; asked when an order is sent. */
  readonly webhookBase: () => { readonly publicUrl: string; readonly loopbackUrl: string };
}

/** NTX Pay has its settings and its place here, and is not connected yet: payouts through it are refused. */
export async function openProviders(parts: ProviderParts): Promise<Providers> {
  const { settings, clock, webhookBase } = parts;
  const sandbox = settings.connectpsp ? undefined : await startSandbox(parts);
  if (sandbox)
    parts.logger.warn({}, 'CONNECTPSP_URL is not set: payouts go to the sandbox, and no money moves');
  const options: ConnectPspOptions = {
    ...(sandbox ? { url: sandbox.url, ...sandbox.credentials } : revealed(settings.connectpsp!)),
    webhookUrl: () => `${sandbox ? webhookBase().loopbackUrl : webhookBase().publicUrl}/webhooks/connectpsp`,
    timeoutMs: settings.providerTimeoutMs,
  };
  const connectpsp = new ConnectPspProvider(options, clock);
  return {
    byName: new Map([['connectpsp', connectpsp]]),
    terms: new Map([['connectpsp', termsOf(connectpsp.currency, settings.feeSchedules.connectpsp)]]),
    connectPspSandbox: sandbox,
    stop: async () => {
      await connectpsp.close();
      await sandbox?.stop();
    },
  };
}

/** It remembers what it paid: killed together with the service it goes on where it was. */
async function startSandbox({ settings, clock, random }: ProviderParts): Promise<ConnectPspSandbox> {
  const folder = join(settings.dataDir, 'sandbox');
  await mkdir(folder, { recursive: true });
  const journalFile = join(folder, 'connectpsp.jsonl');
  return startConnectPspSandbox({ clock, random, journalFile, webhookHosts: [settings.host] });
}

const termsOf = (currency: Currency, schedule: FeeSchedule): ProviderTerms => ({
  currency,
  expectedFee: (amountMinor, at) => feeFor(schedule, amountMinor, at),
  highestFee: (amountMinor, from) => highestFee(schedule, amountMinor, from),
});

const revealed = (settings: NonNullable<Settings['connectpsp']>) => ({
  url: settings.url,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret.reveal(),
  applicationToken: settings.applicationToken.reveal(),
  cryptoToken: settings.cryptoToken.reveal(),
});
