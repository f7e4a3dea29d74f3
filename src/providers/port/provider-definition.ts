import type { Destination, ProviderName } from '../../domain/payout/payee';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Currency } from '../../shared/money';
import type { Secret } from '../../shared/settings/secret';
import type { SettingsReader } from '../../shared/settings/settings-reader';
import type { Provider } from './provider';
import type { JsonStatement } from './statement';
import type { ReadDeposit } from '../../domain/account/stated-deposit';

/** What the ledger knows of a provider without calling it. */
interface ProviderFacts {
  /** Lower-case letters and digits. Events, routes and ledger accounts keep this name for ever. */
  readonly name: ProviderName;
  readonly currency: Currency;
  /** The kinds of payee to which the provider pays, as its document says. */
  readonly destinations: readonly Destination['type'][];
  /** Each setting of the provider starts with this text and an underscore: `<prefix>_URL`, `<prefix>_FEE_SCHEDULE`. */
  readonly settingsPrefix: string;
  /** The names of the settings without which payouts cannot go through it. */
  readonly requiredSettings: readonly string[];
  /** Missing: the provider has no statement in JSON. Every provider's statement can come as CSV. */
  readonly jsonStatement?: JsonStatement;
  /** Missing: no document of the provider says how it tells of money that arrived. */
  readonly readDeposit?: ReadDeposit;
}

/** What one provider's folder writes down. `Settings` is the shape of its own settings. */
interface DefinitionParts<Settings extends object> extends ProviderFacts {
  /** Reads the provider's settings and adds each mistake to the reader's faults. Returns null when no setting is set. */
  readSettings(reader: SettingsReader): Settings | null;
  /** The keys under which the provider signs its notifications, the current one first. Missing: it signs none. */
  signingKeys?(settings: Settings): readonly Secret[];
  /** @throws {Error} when a file that the settings name cannot be read */
  open(settings: Settings, parts: OpeningParts): Promise<OpenProvider>;
}

/** One provider, complete. `registry.ts` lists the definitions, and everything else iterates over that list. */
export interface ProviderDefinition extends ProviderFacts {
  /** As `readSettings` of its parts. */
  configure(reader: SettingsReader): ConfiguredProvider | null;
}

/** A provider with its checked settings. */
export interface ConfiguredProvider {
  readonly settings: object;
  readonly signingKeys: readonly Secret[];
  /** @throws {Error} when a file that the settings name cannot be read */
  open(parts: OpeningParts): Promise<OpenProvider>;
}

export interface OpeningParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds for each single call to the provider. */
  readonly timeoutMs: number;
  /** Where the provider delivers its notifications. The address is known only once the service listens. */
  readonly webhookUrl: () => string;
  /** True when the settings are those of our own sandbox: what is registered there is ours. */
  readonly isSandbox: boolean;
}

export interface OpenProvider {
  readonly provider: Provider;
  /** Aborts the calls under way and releases the connections. */
  close(): Promise<void>;
  /** Missing: there is nothing to do. The service calls it once it listens; the signal ends it. It never rejects. */
  onListening?(signal: AbortSignal): Promise<void>;
}

/** Builds a definition. The type of the settings stays inside it. */
export function defineProvider<Settings extends object>(
  parts: DefinitionParts<Settings>,
): ProviderDefinition {
  const { readSettings, signingKeys, open, ...facts } = parts;
  return {
    ...facts,
    configure: reader => {
      const settings = readSettings(reader);
      if (!settings) return null;
      const keys = signingKeys?.(settings) ?? [];
      return { settings, signingKeys: keys, open: openingParts => open(settings, openingParts) };
    },
  };
}
