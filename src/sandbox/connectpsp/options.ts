import type { Clock } from '../../shared/clock';
import type { Random } from '../../shared/random';

export interface ConnectPspCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applicationToken: string;
  readonly cryptoToken: string;
}

export interface ConnectPspSandboxOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** 0, the default, takes a free one. Always on 127.0.0.1. */
  readonly port?: number;
  /** Drawn from `random` where not given. */
  readonly credentials?: ConnectPspCredentials;
  /** Transactional balance before any payout, in centavos. */
  readonly balanceMinor?: bigint;
  /** From acceptance to settlement. */
  readonly settleAfterMs?: number;
  /** Settlement of the scenario `delay` that names no time. */
  readonly longSettleAfterMs?: number;
  /** Waits before each delivery attempt, the first included; after the last one it gives up. */
  readonly webhookDelaysMs?: readonly number[];
  /** Makes those waits shorter or longer. */
  readonly webhookDelayFactor?: number;
  readonly webhookTimeoutMs?: number;
  /** Hosts besides loopback to which notifications may go. */
  readonly webhookHosts?: readonly string[];
  /** How long an access token lives. */
  readonly tokenLifeMs?: number;
  /** How long an X-Idempotency-Key is remembered. */
  readonly keyLifeMs?: number;
  /** `eventAt` as in the provider's tutorial: local time labelled Z. */
  readonly eventAtQuirk?: boolean;
  /** CASHOUT_FAILED with every field GET shows, and not only those the provider's tutorial shows. */
  readonly fullFailedNotification?: boolean;
  /** Whether another webhookUrl under the same key counts as another body. */
  readonly webhookUrlIsPartOfTheKey?: boolean;
  /** Append-only file by which a restarted sandbox remembers; without it, it forgets. */
  readonly journalFile?: string;
}

export type Settings = Required<Omit<ConnectPspSandboxOptions, 'journalFile'>> & {
  journalFile: string | null;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The options with every default filled in. */
export function settingsOf(options: ConnectPspSandboxOptions): Settings {
  return {
    port: 0,
    balanceMinor: 1_000_000_000_00n,
    settleAfterMs: 200,
    longSettleAfterMs: 5 * SECOND,
    webhookDelaysMs: [0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR],
    webhookDelayFactor: 1,
    webhookTimeoutMs: 5 * SECOND,
    webhookHosts: [],
    tokenLifeMs: HOUR,
    keyLifeMs: 24 * HOUR,
    eventAtQuirk: false,
    fullFailedNotification: false,
    webhookUrlIsPartOfTheKey: false,
    journalFile: null,
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
