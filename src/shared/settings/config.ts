import { join } from 'node:path';
import type { FeeSchedule } from './fee-schedule';
import type { LogLevel } from '../logging';
import type { Secret } from './secret';
import { type Role, roleFaults, ROLES } from './roles';
import { type Environment, SettingsReader } from './settings-reader';
import { safeUrl } from './addresses/safe-url';
import { type OidcSettings, readOidc } from './oidc';
import { type EdgeLimits, readEdges } from './edge-limits';
import { isHost, refusePlaintext } from './addresses/plaintext';
import { isNetwork } from '../system/networks';
import { readWitnesses, type WitnessKeyFault, type WitnessSetting } from './witnesses';

/** Everything the environment decides, checked once at start. Addresses that may carry a password are secrets too. */
export interface Settings<Configured = unknown> {
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
  /** `refuse`: a provider that is not configured ends the start. `allow`: its sandbox stands in. */
  readonly sandbox: SandboxSetting;
  /** By name, every provider in use. */
  readonly providers: ReadonlyMap<string, ProviderSettings<Configured>>;
  readonly providerTimeoutMs: number;
  /** How long a payout waits for people where its rule does not say. */
  readonly approvalExpiryHours: number;
  readonly sweepIntervalMs: number;
  /** Where the event store holds another log than the read models were built from: build them again, or do not start. */
  readonly onForeignLog: ForeignLogSetting;
  /** The signing key of the proof log. */
  readonly proofKeyFile: string;
  /** The installation's master key. */
  readonly masterKeyFile: string;
  /** How long after its confirmation a raise of a limit takes effect, in hours. */
  readonly limitRaiseHours: number;
  /** Who cosigns the checkpoints of the proof log. */
  readonly proofWitnesses: readonly WitnessSetting[];
  /** The authority that stamps a checkpoint each day (RFC 3161); null: none. */
  readonly proofTsaUrl: string | null;
  /** Where figures and documentation are served; null: at the service's own address. */
  readonly operations: { readonly host: string; readonly port: number } | null;
  /** Where persons sign in; null: with keys alone. */
  readonly oidc: OidcSettings | null;
  /** How much one caller may take. */
  readonly edges: EdgeLimits;
  /** The collector of traces (OTLP over HTTP), without `/v1/traces`; null: no traces. */
  readonly traceEndpoint: string | null;
  /** The lines of the log: this level and those above it. */
  readonly logLevel: LogLevel;
  /** Clear text outside the loopback is allowed. */
  readonly allowsPlaintext: boolean;
  /** CIDR blocks to which messages may go although they are not public. */
  readonly webhookAllowedNetworks: readonly string[];
  /** For one call to an endpoint of a client. */
  readonly webhookTimeoutMs: number;
  /** From where on a statement is refused as not its period's. */
  readonly statementLimits: { readonly maxUnknownLines: number; readonly maxBreakPercent: number };
  /** What this process does. */
  readonly roles: ReadonlySet<Role>;
}

type SandboxSetting = 'allow' | 'refuse';
type ForeignLogSetting = 'rebuild' | 'refuse';

/** A provider as the environment sets it. */
interface ProviderSettings<Configured> {
  /** null: the environment sets nothing, and the sandbox stands in where there is one. */
  readonly configured: Configured | null;
  readonly feeSchedule: FeeSchedule;
}

/** What the settings have to know of a provider: the providers' own definitions read their own settings. */
interface ConfigurableProvider<Configured> {
  readonly name: string;
  readonly settingsPrefix: string;
  configure(reader: SettingsReader): Configured | null;
}

const MAX_TIMEOUT_MS = 600_000;
const MAX_INTERVAL_MS = 86_400_000;
const MAX_WEBHOOK_TIMEOUT_MS = 60_000;
const MAX_RAISE_HOURS = 24 * 366;

/**
 * The settings of an environment, frozen, or every mistake in it at once, one line each, named by its variable. A line
 * never repeats the value of a variable that may hold a secret. A variable set to the empty string counts as unset.
 */
export function loadSettings<Configured>(
  env: Environment,
  providers: readonly ConfigurableProvider<Configured>[],
  witnessKeyFault: WitnessKeyFault,
): Settings<Configured> | { readonly faults: string[] } {
  const reader = new SettingsReader(env);
  const settings: Settings<Configured> = {
    host: reader.text('HOST', '127.0.0.1', isHost, 'must be an IP address or a host name'),
    port: reader.integer('PORT', 3000, 0, 65_535),
    dataDir: reader.text('DATA_DIR', './data', isPath, 'must be a path'),
    eventStoreUrl: reader.eventStoreUrl('EVENTSTORE_URL'),
    databaseUrl: reader.secretUrl('DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl: reader.url('PUBLIC_URL', () => true, 'must be an http:// or https:// address'),
    adminApiKey: reader.adminKey('ADMIN_API_KEY'),
    sandbox: reader.choice('SANDBOX', sandboxChoices(reader)),
    providers: readProviders(reader, providers),
    providerTimeoutMs: reader.integer('PROVIDER_TIMEOUT_MS', 10_000, 1, MAX_TIMEOUT_MS),
    approvalExpiryHours: reader.integer('APPROVAL_EXPIRY_HOURS', 24, 1, 8_784),
    sweepIntervalMs: reader.integer('SWEEP_INTERVAL_MS', 30_000, 1, MAX_INTERVAL_MS),
    onForeignLog: reader.choice('ON_FOREIGN_LOG', ['rebuild', 'refuse']),
    proofKeyFile: readKeyFile(reader, 'PROOF_KEY_FILE', 'proof.key'),
    masterKeyFile: readKeyFile(reader, 'MASTER_KEY_FILE', 'master.key'),
    limitRaiseHours: reader.integer('LIMIT_RAISE_HOURS', 24, 0, MAX_RAISE_HOURS),
    proofWitnesses: readWitnesses(reader, witnessKeyFault),
    proofTsaUrl: safeUrl(reader, 'PROOF_TSA_URL'),
    operations: readOperations(reader),
    oidc: readOidc(reader),
    edges: readEdges(reader),
    traceEndpoint: reader.url(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      () => true,
      'must be an http:// or https:// address',
    ),
    logLevel: reader.choice('LOG_LEVEL', ['info', 'error', 'warn', 'debug']),
    allowsPlaintext: reader.choice('ALLOW_PLAINTEXT', ['false', 'true']) === 'true',
    webhookAllowedNetworks: readNetworks(reader, 'WEBHOOK_ALLOWED_NETWORKS'),
    webhookTimeoutMs: reader.integer('WEBHOOK_TIMEOUT_MS', 15_000, 1, MAX_WEBHOOK_TIMEOUT_MS),
    statementLimits: {
      maxUnknownLines: reader.integer('STATEMENT_MAX_UNKNOWN_LINES', 100, 0, 1_000_000),
      maxBreakPercent: reader.integer('STATEMENT_MAX_BREAK_PERCENT', 50, 0, 100),
    },
    roles: reader.choices('ROLES', ROLES),
  };
  if (!settings.allowsPlaintext) refusePlaintext(reader);
  reader.refuseMisspelt();
  reader.faults.push(...roleFaults(settings.roles, backingOf(settings)));
  return reader.faults.length > 0 ? { faults: reader.faults } : Object.freeze(settings);
}

const backingOf = ({ eventStoreUrl, databaseUrl, publicUrl }: Settings) => ({
  isStoreEmbedded: eventStoreUrl === null,
  isDatabaseEmbedded: databaseUrl === null,
  hasPublicUrl: publicUrl !== null,
});

/** A port alone is on the service's own host; a host alone takes a free port. */
function readOperations(reader: SettingsReader): Settings['operations'] {
  const isSet = ['OPERATIONS_HOST', 'OPERATIONS_PORT'].some(name => reader.optional(name) !== undefined);
  const own = reader.optional('HOST') ?? '127.0.0.1';
  const isHostSet = reader.optional('OPERATIONS_HOST') !== undefined;
  const host = isHostSet
    ? reader.text('OPERATIONS_HOST', own, isHost, 'must be an IP address or a host name')
    : own;
  const port = reader.integer('OPERATIONS_PORT', 0, 0, 65_535);
  return isSet ? { host, port } : null;
}

/** The first is the default: in production no sandbox stands in. */
const sandboxChoices = (reader: SettingsReader): readonly [SandboxSetting, SandboxSetting] =>
  reader.optional('NODE_ENV') === 'production' ? ['refuse', 'allow'] : ['allow', 'refuse'];

/** First each provider's own settings, then the fee schedules: in this order the mistakes stand. */
function readProviders<Configured>(
  reader: SettingsReader,
  providers: readonly ConfigurableProvider<Configured>[],
): Settings<Configured>['providers'] {
  const used = reader.choices(
    'PROVIDERS',
    providers.map(({ name }) => name),
  );
  const configured = providers.map(provider => ({ provider, configured: provider.configure(reader) }));
  const unused = configured.filter(({ provider, configured: set }) => set && !used.has(provider.name));
  for (const { provider } of unused)
    reader.faults.push(`PROVIDERS leaves out ${provider.name}, but ${provider.settingsPrefix}_URL is set`);
  const all = configured.map(({ provider, configured: set }) => {
    const feeSchedule = reader.feeSchedule(`${provider.settingsPrefix}_FEE_SCHEDULE`);
    return [provider.name, Object.freeze({ configured: set, feeSchedule })] as const;
  });
  return new Map(all.filter(([name]) => used.has(name)));
}

/** In the data folder unless another place is set. */
const readKeyFile = (reader: SettingsReader, name: string, file: string): string =>
  reader.text(name, join(reader.optional('DATA_DIR') ?? './data', file), isPath, 'must be a path');

/** CIDR blocks, separated by commas. */
function readNetworks(reader: SettingsReader, name: string): readonly string[] {
  const networks = (reader.optional(name) ?? '').split(',').map(text => text.trim());
  const named = networks.filter(text => text !== '');
  if (!named.every(isNetwork)) reader.faults.push(`${name} must be CIDR blocks, separated by commas`);
  return named;
}

const isPath = (text: string): boolean => text.trim() !== '' && !text.includes('\0');
