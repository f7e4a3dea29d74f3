import { isIP } from 'node:net';
import type { FeeSchedule } from './fee-schedule';
import { Secret } from './secret';
import { type Environment, SettingsReader } from './settings-reader';

/** Everything the environment decides, checked once at start. Addresses that may carry a password are secrets too. */
export interface Settings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Embedded parts live here. */
  readonly dataDir: string;
  /** null: the embedded event store. */
  readonly eventStoreUrl: Secret | null;
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: Secret | null;
  /** Base of the webhook addresses, without a slash at the end; null: the listening address. */
  readonly publicUrl: string | null;
  /** null: a key is made at the first start. */
  readonly adminApiKey: Secret | null;
  /** null: the sandbox. */
  readonly connectpsp: ConnectPspSettings | null;
  /** null: the sandbox. */
  readonly ntxpay: NtxPaySettings | null;
  readonly feeSchedules: { readonly connectpsp: FeeSchedule; readonly ntxpay: FeeSchedule };
  readonly providerTimeoutMs: number;
  readonly sweepIntervalMs: number;
  /** Where the event store holds another log than the read models were built from: build them again, or do not start. */
  readonly onForeignLog: ForeignLogSetting;
}

export type ForeignLogSetting = 'rebuild' | 'refuse';

export interface ConnectPspSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly applicationToken: Secret;
  readonly cryptoToken: Secret;
  /** Notifications signed with it are still taken; null: there is none. */
  readonly formerCryptoToken: Secret | null;
}

export interface NtxPaySettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Path of a PEM file; null: none is shown to the provider. */
  readonly clientCertPath: string | null;
  readonly cashOutPath: string;
  readonly webhookSecret: Secret;
  /** Notifications that carry it are still taken; null: there is none. */
  readonly formerWebhookSecret: Secret | null;
  /** What may be registered at start: ours unless it leads elsewhere, ours whatever stood there, or nothing. */
  readonly webhooks: 'register' | 'replace' | 'leave';
  /** Whether notifications of disputes are registered too. */
  readonly registerMed: boolean;
}

const MAX_TIMEOUT_MS = 600_000;
const MAX_INTERVAL_MS = 86_400_000;

/**
 * The settings of an environment, frozen, or every mistake in it at once, one line each, named by its variable. A line
 * never repeats the value of a variable that may hold a secret. A variable set to the empty string counts as unset.
 */
export function loadSettings(env: Environment): Settings | { readonly faults: string[] } {
  const reader = new SettingsReader(env);
  const settings: Settings = {
    host: reader.text('HOST', '127.0.0.1', isHost, 'must be an IP address or a host name'),
    port: reader.integer('PORT', 3000, 0, 65_535),
    dataDir: reader.text('DATA_DIR', './data', isPath, 'must be a path'),
    eventStoreUrl: reader.secretUrl('EVENTSTORE_URL', ['esdb:', 'esdb+discover:']),
    databaseUrl: reader.secretUrl('DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl: reader.url('PUBLIC_URL', () => true, 'must be an http:// or https:// address'),
    adminApiKey: reader.adminKey('ADMIN_API_KEY'),
    connectpsp: loadConnectPsp(reader),
    ntxpay: loadNtxPay(reader),
    feeSchedules: Object.freeze({
      connectpsp: reader.feeSchedule('CONNECTPSP_FEE_SCHEDULE'),
      ntxpay: reader.feeSchedule('NTXPAY_FEE_SCHEDULE'),
    }),
    providerTimeoutMs: reader.integer('PROVIDER_TIMEOUT_MS', 10_000, 1, MAX_TIMEOUT_MS),
    sweepIntervalMs: reader.integer('SWEEP_INTERVAL_MS', 30_000, 1, MAX_INTERVAL_MS),
    onForeignLog: reader.choice('ON_FOREIGN_LOG', ['rebuild', 'refuse']),
  };
  return reader.faults.length > 0 ? { faults: reader.faults } : Object.freeze(settings);
}

function loadConnectPsp(reader: SettingsReader): ConnectPspSettings | null {
  const url = providerUrl(reader, 'CONNECTPSP_URL');
  const names = ['CLIENT_ID', 'CLIENT_SECRET', 'APPLICATION_TOKEN', 'CRYPTO_TOKEN'].map(
    name => `CONNECTPSP_${name}`,
  );
  const former = 'CONNECTPSP_FORMER_CRYPTO_TOKEN';
  if (!reader.group('CONNECTPSP_URL', names, [former])) return null;
  return Object.freeze({
    url: url ?? '',
    clientId: reader.given('CONNECTPSP_CLIENT_ID'),
    clientSecret: new Secret(reader.given('CONNECTPSP_CLIENT_SECRET')),
    applicationToken: reader.headerSecret('CONNECTPSP_APPLICATION_TOKEN'),
    cryptoToken: new Secret(reader.given('CONNECTPSP_CRYPTO_TOKEN')),
    formerCryptoToken: reader.optionalSecret(former),
  });
}

function loadNtxPay(reader: SettingsReader): NtxPaySettings | null {
  const url = providerUrl(reader, 'NTXPAY_URL');
  const cashOutPath = reader.text(
    'NTXPAY_CASH_OUT_PATH',
    '/api/pix/cash-out',
    isUrlPath,
    'must start with a slash',
  );
  const webhooks = reader.choice('NTXPAY_WEBHOOKS', ['register', 'replace', 'leave']);
  const registerMed = reader.choice('NTXPAY_REGISTER_MED', ['false', 'true']) === 'true';
  const names = ['CLIENT_ID', 'CLIENT_SECRET', 'WEBHOOK_SECRET'].map(name => `NTXPAY_${name}`);
  const former = 'NTXPAY_FORMER_WEBHOOK_SECRET';
  if (!reader.group('NTXPAY_URL', names, [former, 'NTXPAY_CLIENT_CERT'])) return null;
  return Object.freeze({
    url: url ?? '',
    clientId: reader.given('NTXPAY_CLIENT_ID'),
    clientSecret: new Secret(reader.given('NTXPAY_CLIENT_SECRET')),
    clientCertPath: reader.optional('NTXPAY_CLIENT_CERT') ?? null,
    cashOutPath,
    webhookSecret: reader.headerSecret('NTXPAY_WEBHOOK_SECRET'),
    formerWebhookSecret: reader.optionalHeaderSecret(former),
    webhooks,
    registerMed,
  });
}

/** Credentials for real money don't travel in the clear, except to this machine itself. */
function providerUrl(reader: SettingsReader, name: string): string | null {
  const safe = (url: URL) => url.protocol === 'https:' || isLoopback(url.hostname);
  return reader.url(name, safe, 'must be an https:// address (http:// only on the loopback)');
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
const isHost = (text: string): boolean =>
  isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text);
const isPath = (text: string): boolean => text.trim() !== '' && !text.includes('\0');
const isUrlPath = (text: string): boolean => /^\/[A-Za-z0-9/_.~-]*$/.test(text);
