import type { Currency } from '../../shared/money';

/** Whose payouts a limit is for: all, or those of one account, of one API client, or at one provider. */
export type LimitScope = 'all' | `account-${string}` | `client-${string}` | `provider-${string}`;

export type LimitKind =
  | 'PER_PAYOUT'
  | 'ACCOUNT_DAY'
  /** An allowance for one day, with a counter of its own: what it covers counts for no ACCOUNT_DAY limit. */
  | 'BATCH_DAY'
  | 'NIGHT'
  | 'CLIENT_DAY'
  | 'PAYEE_DAY'
  /** For everything under way to a payee to whom the account has not completed a payout. */
  | 'FIRST_PAYMENT'
  | 'DUPLICATE';

/** What a duplicate leads to. `approve`: only a payout that waits for people is held. */
export type DuplicateEffect = 'warn' | 'approve' | 'block';

/** What people decide. A field that belongs to other kinds is missing. */
export interface LimitTerms {
  kind: LimitKind;
  currency: Currency;
  /** The figure: at most so much. Missing for DUPLICATE. */
  amountMinor?: bigint;
  /** BATCH_DAY: the day, `2026-12-05`. Days are those of America/Sao_Paulo. */
  date?: string;
  /** NIGHT: whole hours of America/Sao_Paulo; the night ends before `toHour`. */
  fromHour?: number;
  toHour?: number;
  /** DUPLICATE: the same payee and amount on the account within so many minutes. */
  withinMinutes?: number;
  effect?: DuplicateEffect;
  /** Accounts that the limit does not apply to. */
  exceptAccounts?: readonly string[];
  /** RFC 3339 UTC: from then on the limit no longer applies. Missing: without end. */
  until?: string;
}

/** Of a stream `limits-<scope>`. Only LimitChanged decides what is in force. */
export type LimitEvent =
  | { type: 'LimitChangeProposed'; data: LimitChangeProposed }
  | { type: 'LimitChangeWithdrawn'; data: { scope: LimitScope; changeId: string; withdrawnBy: string } }
  | { type: 'LimitChanged'; data: LimitChanged };

export interface LimitChange {
  scope: LimitScope;
  changeId: string;
  /** Names the limit in its scope: its kind, for BATCH_DAY with its date. */
  key: string;
  /** null: the limit is taken away. */
  terms: LimitTerms | null;
  reason: string;
  /** The API client of a person. */
  proposedBy: string;
  /** For a limit that asks for the payee: tells the key of the pseudonyms from any other key, and nothing else. */
  payeeKey?: string;
}

export interface LimitChangeProposed extends LimitChange {
  /** Not before this time, RFC 3339 UTC; null: as soon as it may. */
  wantedFrom: string | null;
}

export interface LimitChanged extends LimitChange {
  /** Another person; null: it only makes the limit stricter, which one person may do. */
  confirmedBy: string | null;
  /** RFC 3339 UTC. A change that was decided later stands above it from its own time on. */
  effectiveFrom: string;
}

/** Of the stream `limits-scopes`: the scope's stream may have events from now on. A process finds the streams by it. */
export interface LimitScopeNamed {
  type: 'LimitScopeNamed';
  data: { scope: LimitScope };
}

/** A scope's stream as far as a decision has used it. */
export interface LimitVersion {
  scope: LimitScope;
  /** Of the last event of the stream that was known. */
  revision: number;
}

/** What stands in FundsHeld: the limits that applied, and what the payout took of them. */
export interface LimitsApplied {
  /** When it was decided: the clock of the process, RFC 3339 UTC. */
  at: string;
  versions: readonly LimitVersion[];
  /** Without the fee: what the limits count. */
  amountMinor: bigint;
  /** The payee's pseudonym; missing where no limit asks for it. */
  payee?: string;
  shares: readonly LimitShare[];
}

export interface LimitShare {
  /** `<scope>/<key>`. */
  limit: string;
  kind: LimitKind;
  /** What is added up: a counter of the account, or the name of a usage stream; null: each payout by itself. */
  counter: string | null;
  /** null: the limit has no figure. */
  figureMinor: bigint | null;
  /** Of the counter with this payout in it; null where nothing is added up. */
  usedMinor: bigint | null;
  /** DUPLICATE: the minutes, and the earlier payout where there is one. */
  withinMinutes?: number;
  duplicateOf?: string;
}

/** The first limit that the payout would exceed. */
export interface LimitRefusal {
  limit: string;
  kind: LimitKind;
  figureMinor: bigint | null;
  /** What was left of it; null where it has no figure. */
  leftMinor: bigint | null;
  /** DUPLICATE: the minutes and the earlier payout of the account. */
  withinMinutes?: number;
  duplicateOf?: string;
}

/** What stands in HoldRefused where a limit refused the hold. */
export type LimitsExceeded = Omit<LimitsApplied, 'shares'> & { refusal: LimitRefusal };

/** Of a stream `usage-<subject>-<day>`: what one client, or one payee, has used of limits that span accounts. */
export type UsageEvent =
  | { type: 'LimitShareTaken'; data: LimitShareTaken }
  | { type: 'LimitShareRefused'; data: LimitShareRefused }
  /** The account did not hold the payout, or released it. The payout never gets a share of this stream again. */
  | { type: 'LimitShareReturned'; data: { usage: string; payoutId: string; amountMinor: bigint } };

interface ShareAnswer {
  /** The stream's own name. */
  usage: string;
  payoutId: string;
  accountId: string;
  amountMinor: bigint;
  /** RFC 3339 UTC. */
  at: string;
  versions: readonly LimitVersion[];
}

export interface LimitShareTaken extends ShareAnswer {
  shares: readonly LimitShare[];
}

export interface LimitShareRefused extends ShareAnswer {
  refusal: LimitRefusal;
}
