import type { Clock } from '../core/clock';
import type { Random } from '../core/random';

/** The start options of every simulator. */
export interface CommonOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The port on 127.0.0.1. 0, the default, takes a free port. */
  readonly port?: number;
  /** Balance before any payment, in centavos. */
  readonly balanceMinor?: bigint;
  /** The fee of each payment, in centavos. */
  readonly feeMinor?: bigint;
  /** The fee of each return, in centavos. It is never more than the returned amount. */
  readonly returnFeeMinor?: bigint;
  /** Milliseconds from acceptance to settlement. */
  readonly settleAfterMs?: number;
  /** Milliseconds to the settlement in the scenario `delay` without a duration. */
  readonly longSettleAfterMs?: number;
  /** Milliseconds from the notification of a payment to its return, and from one return to the next. */
  readonly returnAfterMs?: number;
  /** Milliseconds before each delivery attempt, the first included. The attempts end after the last one. */
  readonly webhookDelaysMs?: readonly number[];
  /** How many times faster than documented the simulator settles, returns and repeats. Tokens live on real time. */
  readonly clockSpeed?: number;
  readonly webhookTimeoutMs?: number;
  /** The address of notifications whose order and registration give none. With null they go nowhere. */
  readonly notifyUrl?: string | null;
  /** Hosts besides loopback to which notifications may go. */
  readonly webhookHosts?: readonly string[];
  /** Lifetime of an access token. */
  readonly tokenLifeMs?: number;
  /** Whether the simulator also checks check digits and QR code lengths. The providers' own samples fail this. */
  readonly strict?: boolean;
  /** Whether certain amounts select scenarios. */
  readonly amounts?: boolean;
  /** The scenario of orders that name none, until another is set. */
  readonly scenario?: string;
  /** The append-only file of the entry log. Without it, the simulator forgets everything when it stops. */
  readonly journalFile?: string;
}

export type CommonSettings = Required<Omit<CommonOptions, 'journalFile' | 'scenario'>> & {
  readonly journalFile: string | null;
  readonly scenario: string | null;
};

/** The options of one provider with every default filled in. */
export type SettingsOf<Options extends CommonOptions> = CommonSettings &
  Required<Omit<Options, keyof CommonOptions>>;

/** The login for an access token, at both providers. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The defaults of both providers. */
export const COMMON_DEFAULTS = {
  port: 0,
  balanceMinor: 1_000_000_000_00n,
  settleAfterMs: 200,
  longSettleAfterMs: 5 * SECOND,
  returnAfterMs: 200,
  webhookDelaysMs: [0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR],
  clockSpeed: 1,
  notifyUrl: null,
  webhookHosts: [],
  strict: false,
  amounts: false,
  scenario: null,
  journalFile: null,
} as const;
