import { type ColumnType, type Generated, Kysely } from 'kysely';
import type { CaseKind, CaseResolved } from '../domain/case/events';
import type { DepositRequestTable } from './accounts/deposit-request-table';
import type { StoredDecision } from './cases/stored-decision';
import type { Payee, ProviderName } from '../domain/payout/payee';
import type { ProviderMode } from '../domain/payout/provider-mode';
import type { Currency } from '../shared/money';
import type { StoredApproval, StoredReturn, StoredWarning } from './payouts/stored-json';

/**
 * The read models' tables. Amounts of one event are bigint minor units; sums over events are numeric(38,0), for the
 * books of years may pass 2^63. Both arrive as bigint. Positions are those of `$all`.
 */
export interface Tables {
  projectionCheckpoint: ProjectionCheckpointTable;
  projectionStream: ProjectionStreamTable;
  journalEntry: JournalEntryTable;
  posting: PostingTable;
  ledgerBalance: LedgerBalanceTable;
  reportedTime: ReportedTimeTable;
  account: AccountTable;
  depositRequest: DepositRequestTable;
  payout: PayoutTable;
  caseRecord: CaseTable;
  payoutNotification: PayoutNotificationTable;
}

/** The database of the read models, as a port and its injection token: each Kysely instance on these tables is one. */
export abstract class Database extends Kysely<Tables> {}

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
interface ProjectionCheckpointTable {
  name: string;
  commitPosition: bigint;
  preparePosition: bigint;
  updatedAt: Date;
  eventId: string | null;
  eventStream: string | null;
  eventRevision: bigint | null;
  eventCommitPosition: bigint | null;
  eventPreparePosition: bigint | null;
  /** By the store's clock. */
  eventRecordedAt: Date | null;
}

/** The last revision of each stream that a projection has applied: what makes a gap visible. */
interface ProjectionStreamTable {
  projection: string;
  streamId: string;
  revision: bigint;
}

export interface JournalEntryTable {
  /** The event's id. */
  id: string;
  /** null: the entry is about no customer. */
  accountId: string | null;
  payoutId: string | null;
  provider: ProviderName | null;
  eventType: string;
  streamId: string;
  revision: bigint;
  commitPosition: bigint;
  preparePosition: bigint;
  /** Our clock when the event was decided. */
  occurredAt: Date;
  /** The store's clock when it was recorded. */
  recordedAt: Date;
  /** When it counts as booked: never before the entry before it. Periods of the books go by it. */
  bookedAt: Date;
  /** Of the movement at the provider, as the provider wrote it: data, never order. */
  providerTime: string | null;
  /** The provider's own name of a deposit, or that of a fee settlement; null for every other entry. */
  reference: string | null;
  /** Of the payment or the return that the entry books. */
  endToEndId: string | null;
}

/** What payouts' events tell of a movement at the provider: an account's events come later and do not repeat it. */
export interface ReportedTimeTable {
  payoutId: string;
  /** `payment`, or the return's id. */
  movement: string;
  providerTime: string | null;
  endToEndId: string | null;
}

export interface PostingTable {
  entryId: string;
  index: number;
  ledgerAccount: string;
  currency: Currency;
  /** Exactly one of the two is above zero. */
  debitMinor: bigint;
  creditMinor: bigint;
  commitPosition: bigint;
  preparePosition: bigint;
  /** All debits and all credits of this ledger account and currency up to and including this posting. */
  debitTotalMinor: bigint;
  creditTotalMinor: bigint;
  /** Debits less credits after this posting; computed by the database. */
  balanceMinor: ColumnType<bigint, never, never>;
}

export interface LedgerBalanceTable {
  ledgerAccount: string;
  currency: Currency;
  debitTotalMinor: bigint;
  creditTotalMinor: bigint;
}

export interface AccountTable {
  id: string;
  name: string;
  currency: Currency;
  /** Below zero only where a provider charged more than was held. */
  availableMinor: bigint;
  heldMinor: bigint;
  /** Available and held together; computed by the database. */
  totalMinor: ColumnType<bigint, never, never>;
  /** Of the account's stream. */
  revision: bigint;
  openedAt: Date;
  /** null: the request named no owner. */
  ownerName: string | null;
  ownerDocument: string | null;
  /** null: it is open. */
  closedAt: Date | null;
}

export { PROVIDER_MODES, type ProviderMode } from '../domain/payout/provider-mode';
export const PAYOUT_STATUSES = [
  'AWAITING_APPROVAL',
  'PROCESSING',
  'OUTCOME_UNKNOWN',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'PARTIALLY_RETURNED',
  'RETURNED',
] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

export interface PayoutTable {
  id: string;
  accountId: string;
  clientId: string;
  provider: ProviderName;
  mode: ProviderMode | null;
  status: PayoutStatus;
  currency: Currency;
  originalAmountMinor: bigint;
  /** What the request reserves: the original amount and the highest fee. */
  heldAmountMinor: bigint;
  /** What is on hold for it at this moment. */
  openHoldMinor: bigint;
  /** null until it is completed. */
  feeAmountMinor: bigint | null;
  /** The original amount and the fee together; null until it is completed. */
  finalAmountMinor: bigint | null;
  externalReference: string;
  description: string | null;
  /** Personal data. */
  payee: ColumnType<Payee, string, string>;
  endToEndId: string | null;
  /** The provider's own id of the payment. */
  providerId: string | null;
  transactionId: string | null;
  /** As the provider wrote it: data, never order. */
  providerTime: string | null;
  failureCode: string | null;
  failureMessage: string | null;
  /** There is evidence against the outcome that stands. */
  contradicted: Generated<boolean>;
  /** Of the original amount. */
  returnedAmountMinor: Generated<bigint>;
  /** In the order they were recorded. */
  returns: ColumnType<StoredReturn[], string | undefined, string>;
  /** What was said of it although it was taken, in the order it was recorded. */
  warnings: ColumnType<StoredWarning[], string | undefined, string>;
  /** Where messages about it go too; null: the request named no address. */
  callbackUrl: string | null;
  /** null: no rule applied to it. */
  approval: ColumnType<StoredApproval | null, string | null | undefined, string | null>;
  requestedAt: Date;
  /** When the provider accepted it. */
  submittedAt: Date | null;
  completedAt: Date | null;
  /** When it failed or was rejected. */
  failedAt: Date | null;
  /** Where PayoutRequested stands in `$all`: it never changes, so lists are ordered by it. */
  commitPosition: bigint;
  preparePosition: bigint;
}

export const CASE_STATUSES = ['OPEN', 'PROPOSED', 'CONFIRMED', 'RESOLVED'] as const;
/**
 * `OPEN`: no person has decided yet, or the decision could not be carried out. `PROPOSED`: another person has to
 * confirm. `CONFIRMED`: being carried out.
 */
export type CaseStatus = (typeof CASE_STATUSES)[number];
export { CASE_KINDS, type CaseKind } from '../domain/case/events';
export type { StoredDecision } from './cases/stored-decision';

export interface CaseTable {
  id: string;
  kind: CaseKind;
  status: CaseStatus;
  payoutId: string | null;
  causeEventId: string;
  causeStreamId: string;
  detail: string;
  openedAt: Date;
  /** The last decision proposed; it stays when it could not be carried out. */
  decision: ColumnType<StoredDecision | null, string | null, string | null>;
  reason: string | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  /** Why the last confirmed decision could not be carried out. */
  failure: string | null;
  resolution: CaseResolved['resolution'] | null;
  resolvedAt: Date | null;
  /** Of the case's stream. */
  revision: bigint;
  /** Where CaseOpened stands in `$all`: it never changes, so lists are ordered by it. */
  commitPosition: bigint;
  preparePosition: bigint;
}

/** Which notifications spoke of a payout: the way from a payout to their streams. */
export interface PayoutNotificationTable {
  payoutId: string;
  streamId: string;
}
