import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startConnectPspSandbox, startNtxPaySandbox } from 'psp-sandbox';
import type { ProviderName } from '../../domain/payout/payee';
import type { ConfiguredProvider, ProviderDefinition } from '../../providers/port/provider-definition';
import { feeFor, type FeeSchedule } from '../../shared/settings/fee-schedule';
import { invariant } from '../../shared/invariant';
import { SettingsReader } from '../../shared/settings/settings-reader';
import type { ProviderParts } from './provider-parts';

/** The sandbox that stands in for each provider while it is not configured. A provider without a line has none. */
const SANDBOXES = {
  // Its document names no fee: the simulated provider charges none.
  connectpsp: (options: SandboxOptions) => startConnectPspSandbox({ ...options, feeMinor: 0n }),
  ntxpay: startNtxPaySandbox,
} satisfies Record<ProviderName, StartSandbox>;

/** The sandboxes that run, by the provider's name. */
export type Sandboxes = {
  -readonly [Name in keyof typeof SANDBOXES]?: Awaited<ReturnType<(typeof SANDBOXES)[Name]>>;
};

type StartSandbox = (options: SandboxOptions) => Promise<RunningSandbox>;

interface SandboxOptions extends Pick<ProviderParts, 'clock' | 'random'> {
  readonly journalFile: string;
  /** What the simulated provider charges for a payout, in minor units. */
  readonly feeMinor: bigint;
  readonly webhookHosts: readonly string[];
}

export interface RunningSandbox {
  readonly url: string;
  /** Each field is the value of a setting: `clientId` is that of `<prefix>_CLIENT_ID`. */
  readonly credentials: object;
  stop(): Promise<void>;
}

/**
 * Starts the provider's sandbox. Returns undefined when there is none. It remembers in the data directory what it paid,
 * also over a kill.
 */
export async function startSandbox(
  name: ProviderName,
  feeSchedule: FeeSchedule,
  { settings, clock, random }: ProviderParts,
): Promise<RunningSandbox | undefined> {
  const start = (SANDBOXES as Readonly<Record<ProviderName, StartSandbox | undefined>>)[name];
  if (!start) return undefined;
  const folder = join(settings.dataDir, 'sandbox');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return start({
    clock,
    random,
    // The 2 is the file's format: a file of an older format means nothing to this sandbox, and stays where it is.
    journalFile: join(folder, `${name}-2.jsonl`),
    // The fee of the smallest payout by the schedule: the books of a fresh start are without surprises.
    feeMinor: feeFor(feeSchedule, 1n, clock.now()),
    webhookHosts: [settings.host],
  });
}

/** The provider as the environment would configure it with the sandbox's address and credentials. */
export function configuredAs(
  { settingsPrefix, configure }: ProviderDefinition,
  { url, credentials }: RunningSandbox,
): ConfiguredProvider {
  const values = Object.entries({ url, ...credentials }) as [string, string][];
  const env = values.map(([field, value]) => [`${settingsPrefix}_${upperSnakeCase(field)}`, value]);
  const reader = new SettingsReader(Object.fromEntries(env) as Record<string, string>);
  const configured = configure(reader);
  invariant(configured && reader.faults.length === 0, `The sandbox's settings: ${reader.faults.join('; ')}`);
  return configured;
}

const upperSnakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
