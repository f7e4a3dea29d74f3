import type { EndClaim } from '../case/claim-case';
import type { ProviderName } from '../payout/payee';
import type { StatementFormat } from './formats';
import type { StatementMapping } from './mapping';

/** A provider's statement beside our books: what it says, what agrees and what does not. */
export type ReconciliationEvent =
  | { type: 'StatementImported'; data: StatementImported }
  | { type: 'StatementLinesMatched'; data: { statementId: string; lines: readonly MatchedLine[] } }
  | { type: 'ReconciliationBreakFound'; data: BreakFound }
  /** The last event: every line has its place, and every break its case. */
  | { type: 'StatementReconciled'; data: StatementReconciled };

interface StatementImported {
  statementId: string;
  provider: ProviderName;
  /** The period the statement covers, RFC 3339 UTC; `to` is exclusive. */
  from: string;
  to: string;
  /** Of the file's text, as it was sent. */
  fileHash: string;
  /**
   * Of its lines as they were read: the id rests on it. Missing where the id rests on `fileHash`, in a statement that was
   * imported before two files of the same lines were one statement.
   */
  contentHash?: string;
  lineCount: number;
  /** What the client said of the form, and the mapping that it chose by name. Missing where it said nothing. */
  format?: StatementFormat;
  mapping?: { name: string; version: number };
  /** Why a person had the file imported although it did not look like this period's. Missing for any other file. */
  acceptedBecause?: string;
  importedBy: string;
  importedAt: string;
}

/** One line as the provider wrote it, without personal data. */
export interface StatementLine {
  /** Counted from 1. */
  line: number;
  kind: 'PAYOUT' | 'RETURN';
  status: 'COMPLETED' | 'FAILED' | 'PENDING';
  providerId: string | null;
  externalReference: string | null;
  endToEndId: string | null;
  amountMinor: bigint;
  /** null where the statement names none. */
  feeAmountMinor: bigint | null;
  /** As the provider wrote it. */
  providerTime: string | null;
}

/** A line as it was read. What only the comparison needs is not recorded. */
export interface ReadStatementLine extends StatementLine {
  /** The day in Brazil on which it moved, as 2026-03-10. Missing where the line has a name or the file says no day. */
  day?: string;
  /** The payee's whole CPF or CNPJ. It is personal data. */
  document?: string;
  /** Money came, and the file does not say why: it is a return only where the books have one like it. */
  isAnyCredit?: true;
}

/** What a line and its movement have in common. The first three are names; the others are no proof. */
export type MatchKind =
  'END_TO_END_ID' | 'EXTERNAL_REFERENCE' | 'PROVIDER_ID' | 'AMOUNT_DAY_AND_DOCUMENT' | 'AMOUNT_AND_DAY';

export interface MatchedLine {
  line: StatementLine;
  payoutId: string;
  /** Missing in events of before: they were matched by a name. */
  matchedBy?: MatchKind;
}

/**
 * `MISSING_HERE`: the statement has a movement that our books do not know.
 * `MISSING_THERE`: our books have a movement in the statement's period that the statement does not have.
 * `DIFFERS`: both have it, and not with the same figures or outcome.
 * `UNFINISHED_THERE`: it is under way there, and has ended here.
 * `TWICE_THERE`: the statement has the same movement again.
 * `AMBIGUOUS`: the line has no name, and several lines or movements fit by amount, day and document.
 */
export type BreakKind =
  'MISSING_HERE' | 'MISSING_THERE' | 'DIFFERS' | 'UNFINISHED_THERE' | 'TWICE_THERE' | 'AMBIGUOUS';

export interface ReconciliationBreak {
  /** The same for the same break of the same statement. */
  breakId: string;
  kind: BreakKind;
  payoutId: string | null;
  /** null where the statement lacks it. */
  line: StatementLine | null;
  /** In words and figures, without personal data. */
  detail: string;
  /** Where the statement says the opposite of how the payout ended here; absent otherwise, and in events of before. */
  contradicts?: Pick<EndClaim, 'stands' | 'claimed' | 'providerId'>;
  /** Since when it is a break, RFC 3339 UTC: our booking where we have one, else the statement's end. */
  since: string;
}

type BreakFound = { statementId: string } & ReconciliationBreak;

interface StatementReconciled {
  statementId: string;
  matched: number;
  /**
   * Lines that are neither matched nor a break. Such a line is unfinished on both sides, or unfinished or failed there
   * and unknown here. A line also counts here when the same statement has the end of its payment. So does one without a
   * name that says that nothing moved, and money that came and is no return of ours.
   */
  nothingMoved: number;
  breaks: number;
}

/** How the columns of a provider's CSV file are read. One stream has all of them: they are few. */
export interface StatementMappingSet {
  type: 'StatementMappingSet';
  data: {
    /** Unique over all providers. */
    name: string;
    /** From 1: each change of a name is a version. */
    version: number;
    provider: ProviderName;
    mapping: StatementMapping;
    setBy: string;
    /** Our clock, RFC 3339 UTC. */
    setAt: string;
  };
}
