import type { Clock } from '../../../../src/shared/clock';
import type { Random } from '../../../../src/shared/random';

/** What every simulator is started with. */
export interface CommonOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** 0, the default, takes a free one. Always on 127.0.0.1. */
  readonly port?: number;
  /** Balance before any payment, in centavos. */
  readonly balanceMinor?: bigint;
  /** Charged for each payment, in centavos. */
  readonly feeMinor?: bigint;
  /** Charged for each return, in centavos; never more than comes back. */
  readonly returnFeeMinor?: bigint;
  /** From acceptance to settlement. */
  readonly settleAfterMs?: number;
  /** Settlement of the scenario `delay` that names no time. */
  readonly longSettleAfterMs?: number;
  /** From the notification of a payment to its return, and from one return to the next. */
  readonly returnAfterMs?: number;
  /** Waits before each delivery attempt, the first included; after the last one it gives up. */
  readonly webhookDelaysMs?: readonly number[];
  /** How many times faster than documented settlements, returns and repeated deliveries come. Tokens live on real time. */
  readonly clockSpeed?: number;
  readonly webhookTimeoutMs?: number;
  /** Where notifications go that neither their order nor a registration gives an address for; null: nowhere. */
  readonly notifyUrl?: string | null;
  /** Hosts besides loopback to which notifications may go. */
  readonly webhookHosts?: readonly string[];
  /** How long an access token lives. */
  readonly tokenLifeMs?: number;
  /** Whether check digits, and a QR code's lengths and check sum, are judged too; the providers' own samples fail that. */
  readonly strict?: boolean;
  /** Whether certain amounts stand for scenarios. */
  readonly amounts?: boolean;
  /** The scenario of orders that name none, until another is set. */
  readonly scenario?: string;
  /** Append-only file by which a restarted sandbox remembers; without it, it forgets. */
  readonly journalFile?: string;
}

export type CommonSettings = Required<Omit<CommonOptions, 'journalFile' | 'scenario'>> & {
  readonly journalFile: string | null;
  readonly scenario: string | null;
};

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** What holds where nothing else is said, at every provider. */
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
