import { safeUrl } from '../../shared/settings/addresses/safe-url';
import { Secret } from '../../shared/settings/secret';
import type { SettingsReader } from '../../shared/settings/settings-reader';
import { WEBHOOK_MODES, type WebhookMode } from './notifications/register-webhooks';

export interface NtxPaySettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Path of a PEM file. null: the service shows no certificate to the provider. */
  readonly clientCertPath: string | null;
  readonly cashOutPath: string;
  readonly webhookSecret: Secret;
  /** Notifications that carry it are still accepted. null: there is none. */
  readonly formerWebhookSecret: Secret | null;
  /** What the service may register at its start. */
  readonly webhooks: WebhookMode;
  /** Whether the service registers notifications of disputes too. */
  readonly registerMed: boolean;
}

export const NTXPAY_NEEDS = [
  'NTXPAY_URL',
  'NTXPAY_CLIENT_ID',
  'NTXPAY_CLIENT_SECRET',
  'NTXPAY_WEBHOOK_SECRET',
];
const FORMER = 'NTXPAY_FORMER_WEBHOOK_SECRET';

/** Returns null when no setting that names the account at NTX Pay is set. */
export function readNtxPaySettings(reader: SettingsReader): NtxPaySettings | null {
  const url = safeUrl(reader, 'NTXPAY_URL');
  const cashOutPath = reader.text(
    'NTXPAY_CASH_OUT_PATH',
    '/api/pix/cash-out',
    isUrlPath,
    'must start with a slash',
  );
  const webhooks = reader.choice('NTXPAY_WEBHOOKS', WEBHOOK_MODES);
  const registerMed = reader.choice('NTXPAY_REGISTER_MED', ['false', 'true']) === 'true';
  if (!reader.group(NTXPAY_NEEDS, [FORMER, 'NTXPAY_CLIENT_CERT'])) return null;
  return Object.freeze({
    url: url ?? '',
    clientId: reader.required('NTXPAY_CLIENT_ID'),
    clientSecret: new Secret(reader.required('NTXPAY_CLIENT_SECRET')),
    clientCertPath: reader.optional('NTXPAY_CLIENT_CERT') ?? null,
    cashOutPath,
    webhookSecret: reader.headerSecret('NTXPAY_WEBHOOK_SECRET'),
    formerWebhookSecret: reader.optionalHeaderSecret(FORMER),
    webhooks,
    registerMed,
  });
}

const isUrlPath = (text: string): boolean => /^\/[A-Za-z0-9/_.~-]*$/.test(text);
