import type { Clock } from '../../shared/clock';
import type { Random } from '../../shared/random';

export interface NtxPayCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Offered to a client that needs one to register; the simulator itself sends whatever was registered. */
  readonly webhookSecret: string;
}

/**
 * What happens to an order by PIX key whose externalId was used before. The provider documents none of it:
 * - `error-hook`: accepted as a transaction of its own, which then fails with DUPLICATE_ID
 * - `conflict`: refused with 409, as documented for QR codes
 * - `paid-again`: paid again, the worst that can be
 */
export type UsedExternalId = 'error-hook' | 'conflict' | 'paid-again';

export interface NtxPaySandboxOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** 0, the default, takes a free one. Always on 127.0.0.1. */
  readonly port?: number;
  /** Drawn from `random` where not given. */
  readonly credentials?: NtxPayCredentials;
  /** PEM text that must come with each request for a token; null, the default, asks for none. */
  readonly clientCert?: string | null;
  /** Where PIX-key orders are taken. */
  readonly cashOutPath?: string;
  /** Balance before any payout, in centavos. */
  readonly balanceMinor?: bigint;
  /** Charged for each payout, in centavos. */
  readonly feeMinor?: bigint;
  readonly usedExternalId?: UsedExternalId;
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
  /** Append-only file by which a restarted sandbox remembers; without it, it forgets. */
  readonly journalFile?: string;
}

export type Settings = Required<Omit<NtxPaySandboxOptions, 'journalFile'>> & {
  journalFile: string | null;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The options with every default filled in. */
export function settingsOf(options: NtxPaySandboxOptions): Settings {
  return {
    port: 0,
    clientCert: null,
    cashOutPath: '/api/pix/cash-out',
    balanceMinor: 1_000_000_000_00n,
    feeMinor: 1n,
    usedExternalId: 'error-hook',
    settleAfterMs: 200,
    longSettleAfterMs: 5 * SECOND,
    webhookDelaysMs: [0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR],
    webhookDelayFactor: 1,
    webhookTimeoutMs: 10 * SECOND,
    webhookHosts: [],
    tokenLifeMs: 1800 * SECOND,
    journalFile: null,
    credentials: options.credentials ?? drawnCredentials(options.random),
    ...options,
  };
}

const drawnCredentials = (random: Random): NtxPayCredentials => ({
  clientId: `ntx-${100_000 + random.below(900_000)}`,
  clientSecret: random.uuid(),
  webhookSecret: random.uuid(),
});
