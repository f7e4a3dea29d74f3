import type { ColumnType, Generated, Kysely } from 'kysely';
import type { CaseKind, CaseResolved } from '../domain/case/events';
import type { Payee, ProviderName } from '../domain/payout/payee';
import type { Currency } from '../shared/money';

/**
 * The read models' tables. Amounts of one event are bigint minor units; sums over events are numeric(38,0), for the
 * books of years may pass 2^63. Both arrive as bigint. Positions are those of `$all`.
 */
export interface Tables {
  projection_checkpoint: ProjectionCheckpointTable;
  projection_stream: ProjectionStreamTable;
  journal_entry: JournalEntryTable;
  posting: PostingTable;
  ledger_balance: LedgerBalanceTable;
  reported_time: ReportedTimeTable;
  account: AccountTable;
  payout: PayoutTable;
  case_record: CaseTable;
  payout_notification: PayoutNotificationTable;
}

export type Database = Kysely<Tables>;

/** Each read model has a schema of its own, so that one can be built beside the live one and swapped by name. */
export const SHARED_SCHEMA = 'holdfast';
export const READ_MODEL_SCHEMAS = {
  journal: 'holdfast_journal',
  accounts: 'holdfast_accounts',
  payouts: 'holdfast_payouts',
  cases: 'holdfast_cases',
} as const;
export type ProjectionName = keyof typeof READ_MODEL_SCHEMAS;
export const PROJECTION_NAMES = Object.keys(READ_MODEL_SCHEMAS) as ProjectionName[];

/**
 * Everything up to and including this position is in the read model. The event is the last one applied, at or before the
 * position; all null: none was. A position counts only in a log that holds this event there.
 */
export interface ProjectionCheckpointTable {
  name: string;
  commit_position: bigint;
  prepare_position: bigint;
  updated_at: Date;
  event_id: string | null;
  event_stream: string | null;
  event_revision: bigint | null;
  event_commit_position: bigint | null;
  event_prepare_position: bigint | null;
  /** By the store's clock. */
  event_recorded_at: Date | null;
}

/** The last revision of each stream that a projection has applied: what makes a gap visible. */
export interface ProjectionStreamTable {
  projection: string;
  stream_id: string;
  revision: bigint;
}

export interface JournalEntryTable {
  /** The event's id. */
  id: string;
  account_id: string;
  payout_id: string | null;
  provider: ProviderName | null;
  event_type: string;
  stream_id: string;
  revision: bigint;
  commit_position: bigint;
  prepare_position: bigint;
  /** Our clock when the event was decided. */
  occurred_at: Date;
  /** The store's clock when it was recorded. */
  recorded_at: Date;
  /** When it counts as booked: never before the entry before it. Periods of the books go by it. */
  booked_at: Date;
  /** Of the movement at the provider, as the provider wrote it: data, never order. */
  provider_time: string | null;
}

/** The provider's times, as payouts' events tell them: an account's events come later and do not repeat them. */
export interface ReportedTimeTable {
  payout_id: string;
  /** `payment`, or the return's id. */
  movement: string;
  provider_time: string;
}

export interface PostingTable {
  entry_id: string;
  index: number;
  ledger_account: string;
  currency: Currency;
  /** Exactly one of the two is above zero. */
  debit_minor: bigint;
  credit_minor: bigint;
  commit_position: bigint;
  prepare_position: bigint;
  /** All debits and all credits of this ledger account and currency up to and including this posting. */
  debit_total_minor: bigint;
  credit_total_minor: bigint;
  /** Debits less credits after this posting; computed by the database. */
  balance_minor: ColumnType<bigint, never, never>;
}

export interface LedgerBalanceTable {
  ledger_account: string;
  currency: Currency;
  debit_total_minor: bigint;
  credit_total_minor: bigint;
}

export interface AccountTable {
  id: string;
  name: string;
  currency: Currency;
  /** Below zero only where a provider charged more than was held. */
  available_minor: bigint;
  held_minor: bigint;
  /** Available and held together; computed by the database. */
  total_minor: ColumnType<bigint, never, never>;
  /** Of the account's stream. */
  revision: bigint;
  opened_at: Date;
}

export const PAYOUT_STATUSES = [
  'PROCESSING',
  'OUTCOME_UNKNOWN',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'PARTIALLY_RETURNED',
  'RETURNED',
] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** A return as it stands in a payout's row; amounts are minor units, as text because JSON has no integers of that size. */
export interface StoredReturn {
  readonly returnId: string;
  readonly endToEndId: string | null;
  readonly amountMinor: string;
  readonly feeAmountMinor: string;
  /** Our clock, RFC 3339 UTC. */
  readonly returnedAt: string;
}

export interface PayoutTable {
  id: string;
  account_id: string;
  client_id: string;
  provider: ProviderName;
  status: PayoutStatus;
  currency: Currency;
  original_amount_minor: bigint;
  /** What the request reserves: the original amount and the highest fee. */
  held_amount_minor: bigint;
  /** What is on hold for it at this moment. */
  open_hold_minor: bigint;
  fee_amount_minor: bigint | null;
  final_amount_minor: bigint | null;
  external_reference: string;
  description: string | null;
  /** Personal data. */
  payee: ColumnType<Payee, string, string>;
  end_to_end_id: string | null;
  /** The provider's own id (ConnectPSP internalCode). */
  provider_id: string | null;
  transaction_id: string | null;
  /** As the provider wrote it: data, never order. */
  provider_time: string | null;
  failure_code: string | null;
  failure_message: string | null;
  /** There is evidence against the outcome that stands. */
  contradicted: Generated<boolean>;
  /** Of the original amount. */
  returned_amount_minor: Generated<bigint>;
  /** In the order they were recorded. */
  returns: ColumnType<StoredReturn[], string | undefined, string>;
  requested_at: Date;
  submitted_at: Date | null;
  completed_at: Date | null;
  failed_at: Date | null;
  /** Where PayoutRequested stands in `$all`: it never changes, so lists are ordered by it. */
  commit_position: bigint;
  prepare_position: bigint;
}

export const CASE_STATUSES = ['OPEN', 'PROPOSED', 'CONFIRMED', 'RESOLVED'] as const;
/**
 * OPEN: nobody has decided yet, or what was decided could not be carried out. PROPOSED: another person has to confirm.
 * CONFIRMED: being carried out.
 */
export type CaseStatus = (typeof CASE_STATUSES)[number];
export { CASE_KINDS, type CaseKind } from '../domain/case/events';
export { PROVIDER_NAMES } from '../domain/payout/payee';

/** A decision as it stands in a case's row; amounts are minor units, as text because JSON has no integers of that size. */
export interface StoredDecision {
  readonly type: Exclude<CaseResolved['resolution'], 'EVIDENCE'>;
  readonly payoutId?: string | null;
  readonly feeAmountMinor?: string | null;
  readonly endToEndId?: string | null;
  readonly amountMinor?: string;
  readonly direction?: string;
  readonly accountId?: string;
  readonly depositId?: string;
  readonly overdraftMinor?: string;
}

export interface CaseTable {
  id: string;
  kind: CaseKind;
  status: CaseStatus;
  payout_id: string | null;
  cause_event_id: string;
  cause_stream_id: string;
  detail: string;
  opened_at: Date;
  /** The last decision proposed; it stays when it could not be carried out. */
  decision: ColumnType<StoredDecision | null, string | null, string | null>;
  reason: string | null;
  proposed_by: string | null;
  proposed_at: Date | null;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  /** Why the last confirmed decision could not be carried out. */
  failure: string | null;
  resolution: CaseResolved['resolution'] | null;
  resolved_at: Date | null;
  /** Of the case's stream. */
  revision: bigint;
  /** Where CaseOpened stands in `$all`: it never changes, so lists are ordered by it. */
  commit_position: bigint;
  prepare_position: bigint;
}

/** Which notifications spoke of a payout: the way from a payout to their streams. */
export interface PayoutNotificationTable {
  payout_id: string;
  stream_id: string;
}
