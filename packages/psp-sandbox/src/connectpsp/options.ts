import type { Random } from '../core/random';
import {
  COMMON_DEFAULTS,
  HOUR,
  SECOND,
  type ClientCredentials,
  type CommonOptions,
  type SettingsOf,
} from '../simulation/options';

export interface ConnectPspCredentials extends ClientCredentials {
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

export interface ConnectPspSandboxOptions extends CommonOptions {
  /** Random by default. */
  readonly credentials?: ConnectPspCredentials;
  /** How long the simulator remembers an X-Idempotency-Key. */
  readonly keyLifeMs?: number;
  /** The status for another body under a used key. */
  readonly keyReusedStatus?: 409 | 422;
  /** Whether `eventAt` is as in the provider's tutorial: local time with the label Z. */
  readonly eventAtQuirk?: boolean;
  /** Whether CASHOUT_FAILED has every field of GET. By default it has only those of the provider's tutorial. */
  readonly fullFailedNotification?: boolean;
  /** Whether another webhookUrl under the same key counts as another body. */
  readonly webhookUrlIsPartOfTheKey?: boolean;
}

export type Settings = SettingsOf<ConnectPspSandboxOptions>;

/** Fills in every default. */
export const settingsOf = (options: ConnectPspSandboxOptions): Settings => ({
  ...COMMON_DEFAULTS,
  feeMinor: 0n,
  returnFeeMinor: 0n,
  webhookTimeoutMs: 5 * SECOND,
  tokenLifeMs: HOUR,
  keyLifeMs: 24 * HOUR,
  keyReusedStatus: 409,
  eventAtQuirk: false,
  fullFailedNotification: false,
  webhookUrlIsPartOfTheKey: false,
  credentials: options.credentials ?? randomCredentials(options.random),
  ...options,
});

const randomCredentials = (random: Random): ConnectPspCredentials => ({
  clientId: String(100_000 + random.below(900_000)),
  clientSecret: random.uuid(),
  applicationToken: random.uuid(),
  cryptoToken: random.uuid(),
});
