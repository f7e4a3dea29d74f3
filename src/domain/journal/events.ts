import type { ProviderName } from '../payout/payee';
import type { Currency } from '../../shared/money';

/** Both sides of the trial balance in one currency. They are equal. */
export interface SealedSum {
  currency: Currency;
  debitTotalMinor: bigint;
  creditTotalMinor: bigint;
}

/** What a ledger account of suspense was worth to us when the period ended: debits less credits. */
export interface SuspenseBalance {
  ledgerAccount: string;
  currency: Currency;
  balanceMinor: bigint;
}

/** The trial balance of a month's end, as one person closed it. */
export interface PeriodSeal {
  /** `2026-11`. */
  period: string;
  /** In which the month is a month. */
  timeZone: string;
  /** RFC 3339 UTC; the period is what was booked from `from` up to and without `to`. */
  from: string;
  to: string;
  /** Of the last entry that was booked before `to`: `commit/prepare`; null where there is none. */
  position: string | null;
  /** How many lines the trial balance has. */
  lines: number;
  sums: SealedSum[];
  /** SHA-256 over the lines, in hex (docs/accounting.md says how). */
  fingerprint: string;
  /** The last checkpoint of the proof log that was signed when the period was closed; null where there is none. */
  checkpoint: string | null;
  /** What stood on suspense and was accepted. */
  suspense: SuspenseBalance[];
  /** Why the person closed with it; null where nothing stood there. */
  suspenseBecause: string | null;
  /** The API client. */
  closedBy: string;
  /** Our clock, RFC 3339 UTC. */
  closedAt: string;
}

export interface PeriodReopenProposed {
  period: string;
  reason: string;
  proposedBy: string;
  proposedAt: string;
}

interface PeriodReopened {
  period: string;
  confirmedBy: string;
  confirmedAt: string;
}

/** All periods stand in one stream: there are twelve in a year. */
export type PeriodEvent =
  | { type: 'PeriodClosed'; data: PeriodSeal }
  /** One person wants the seal taken off; another has to. */
  | { type: 'PeriodReopenProposed'; data: PeriodReopenProposed }
  | { type: 'PeriodReopened'; data: PeriodReopened };

/** A ledger account, or a pattern of them, with its code in another chart of accounts. */
export interface CodedAccount {
  account: string;
  code: string;
  /** The code's name in that chart. */
  description: string | null;
}

/** Which code each ledger account has from a day on. */
export interface AccountMappingVersion {
  name: string;
  /** From 1: each change of a name is a version. */
  version: number;
  /** The first day, on the clock in São Paulo: `2026-11-01`. */
  validFrom: string;
  accounts: readonly CodedAccount[];
  setBy: string;
  /** Our clock, RFC 3339 UTC. */
  setAt: string;
}

/** All names stand in one stream: charts of accounts are few. */
export interface AccountMappingSet {
  type: 'AccountMappingSet';
  data: AccountMappingVersion;
}

/** FLOAT: the provider took its fees off the money it holds for us. HOUSE: we paid them from our own bank account. */
export const PAID_FROM = ['FLOAT', 'HOUSE'] as const;
export type PaidFrom = (typeof PAID_FROM)[number];

/** What two persons say the same of: that fees of a provider are paid. */
export interface FeeSettlement {
  /** Derived from provider and reference. */
  settlementId: string;
  provider: ProviderName;
  currency: Currency;
  amountMinor: bigint;
  paidFrom: PaidFrom;
  /** The provider's name of its invoice, or the bank's name of the payment: it is settled once for a provider. */
  reference: string;
}

/** What the provider's fees come to in one currency, without settlements. Both sums only grow. */
export interface FeesInBooks {
  /** All fees that were ever booked. */
  chargedMinor: bigint;
  /** Of them: fees of captures that were reversed. */
  reversedMinor: bigint;
}

interface FeeSettlementProposed extends FeeSettlement {
  /** What it rests on, in the proposer's words. */
  evidence: string;
  /** The API client. */
  proposedBy: string;
  /** Our clock, RFC 3339 UTC. */
  proposedAt: string;
}

/** The fees are settled. The books are those on which the second person's decision rests. */
interface ProviderFeesSettled extends FeeSettlement, FeesInBooks {
  /** The proposer's words. */
  evidence: string;
  proposedBy: string;
  /** What it rests on, in the words of the person who confirmed. */
  confirmedEvidence: string;
  confirmedBy: string;
  settledAt: string;
}

/** All settlements with one provider stand in one stream, so that its revision lets one of two be first. */
export type FeeEvent =
  /** One person says that fees are paid; another has to. */
  | { type: 'FeeSettlementProposed'; data: FeeSettlementProposed }
  | { type: 'ProviderFeesSettled'; data: ProviderFeesSettled };

export type FeeEventData<Type extends FeeEvent['type']> = Extract<FeeEvent, { type: Type }>['data'];
