import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NtxPayProvider, type NtxPayOptions } from '../providers/ntxpay/ntxpay-provider';
import type { Registration } from '../providers/ntxpay/notifications/register-webhooks';
import { startNtxPaySandbox, type NtxPaySandbox } from '../../packages/psp-sandbox/src/ntxpay/sandbox';
import type { Settings } from '../shared/settings/config';
import { feeFor } from '../shared/settings/fee-schedule';
import type { ProviderParts } from './providers/provider-parts';

export interface OpenNtxPay {
  readonly provider: NtxPayProvider;
  /** undefined where the real provider is configured. */
  readonly sandbox: NtxPaySandbox | undefined;
  /** Tells NTX Pay where notifications go, again and again until it has taken it. Until then payouts settle by poll. */
  register(signal: AbortSignal): Promise<void>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export async function openNtxPay(parts: ProviderParts): Promise<OpenNtxPay> {
  const { settings, clock, webhookBase } = parts;
  const sandbox = settings.ntxpay ? undefined : await startSandbox(parts);
  const given = sandbox
    ? { url: sandbox.url, ...sandbox.credentials, clientCert: null, webhooks: 'replace' as const }
    : await revealed(settings.ntxpay!);
  const options: NtxPayOptions = { ...given, timeoutMs: settings.providerTimeoutMs };
  const provider = new NtxPayProvider(options, clock);
  const base = () => (sandbox ? webhookBase().loopbackUrl : webhookBase().publicUrl);
  return { provider, sandbox, register: signal => register(provider, base, parts, signal) };
}

async function register(
  provider: NtxPayProvider,
  base: () => string,
  { clock, logger }: ProviderParts,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const registration = await provider.registerWebhooks(base());
    if (registration.ok) return tell(registration, logger);
    logger.warn({ reason: registration.reason }, 'NTX Pay does not know yet where notifications go');
    await clock.wait(pauseMs, signal);
  }
}

function tell(
  { refused, left, seen }: Extract<Registration, { ok: true }>,
  logger: ProviderParts['logger'],
): void {
  if (refused.length > 0)
    logger.warn({ refused: refused.join(', ') }, 'NTX Pay does not take these event types');
  if (left.length > 0)
    logger.warn(
      { left: left.join(', ') },
      'NTX Pay sends these elsewhere, and they are left so: without cash_out payouts settle by question only, without refund_out returns are not heard of. NTXPAY_WEBHOOKS=replace takes them over',
    );
  if (!seen)
    logger.warn(
      {},
      'NTX Pay does not show what is registered: whatever cash_out and refund_out led to was replaced',
    );
}

/** It charges what the schedule says of the smallest payout, so that the books of a fresh start are without surprises. */
async function startSandbox({ settings, clock, random }: ProviderParts): Promise<NtxPaySandbox> {
  const folder = join(settings.dataDir, 'sandbox');
  await mkdir(folder, { recursive: true });
  // The 2 is the file's format: one of an older format says nothing to this sandbox, and stays where it is.
  const journalFile = join(folder, 'ntxpay-2.jsonl');
  const feeMinor = feeFor(settings.feeSchedules.ntxpay, 1n, clock.now());
  return startNtxPaySandbox({ clock, random, journalFile, feeMinor, webhookHosts: [settings.host] });
}

const revealed = async (settings: NonNullable<Settings['ntxpay']>) => ({
  url: settings.url,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret.reveal(),
  clientCert: settings.clientCertPath === null ? null : await readFile(settings.clientCertPath, 'utf8'),
  cashOutPath: settings.cashOutPath,
  webhookSecret: settings.webhookSecret.reveal(),
  webhooks: settings.webhooks,
  registerMed: settings.registerMed,
  ...(settings.formerWebhookSecret && { formerWebhookSecret: settings.formerWebhookSecret.reveal() }),
});
