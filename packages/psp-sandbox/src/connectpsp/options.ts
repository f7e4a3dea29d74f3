import type { Random } from '../../../../src/shared/random';
import {
  COMMON_DEFAULTS,
  HOUR,
  SECOND,
  type CommonOptions,
  type CommonSettings,
} from '../simulation/options';

export interface ConnectPspCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

export interface ConnectPspSandboxOptions extends CommonOptions {
  /** Drawn from `random` where not given. */
  readonly credentials?: ConnectPspCredentials;
  /** How long an X-Idempotency-Key is remembered. */
  readonly keyLifeMs?: number;
  /** How another body under a key is refused. */
  readonly keyReusedStatus?: 409 | 422;
  /** `eventAt` as in the provider's tutorial: local time labelled Z. */
  readonly eventAtQuirk?: boolean;
  /** CASHOUT_FAILED with every field GET shows, and not only those the provider's tutorial shows. */
  readonly fullFailedNotification?: boolean;
  /** Whether another webhookUrl under the same key counts as another body. */
  readonly webhookUrlIsPartOfTheKey?: boolean;
}

export type Settings = CommonSettings &
  Required<Omit<ConnectPspSandboxOptions, keyof CommonOptions | 'credentials'>> & {
    readonly credentials: ConnectPspCredentials;
  };

/** The options with every default filled in. */
export function settingsOf(options: ConnectPspSandboxOptions): Settings {
  return {
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
    credentials: options.credentials ?? drawnCredentials(options.random),
    ...options,
  };
}

function drawnCredentials(random: Random): ConnectPspCredentials {
  return {
    clientId: String(100_000 + random.below(900_000)),
    clientSecret: random.uuid(),
    applicationToken: random.uuid(),
    cryptoToken: random.uuid(),
  };
}
