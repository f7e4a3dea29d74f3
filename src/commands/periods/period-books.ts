import type { TrialBalanceLine } from '../../domain/journal/periods/trial-balance-text';
import type { Month } from '../../domain/journal/periods/month';
import type { Position } from '../../event-store/event-store';

/** The books at a month's end, and what is unfinished about the month. */
export interface BooksAtEnd {
  /** Whether something is booked at the end or after it. From then on nothing can be booked before it any more. */
  readonly isBookedSince: boolean;
  /** The place of the last entry before the end; null where there is none. */
  readonly position: Position | null;
  /** The trial balance at that place. */
  readonly lines: readonly TrialBalanceLine[];
  /** Payouts of the time before the end whose outcome is unknown. */
  readonly unknownPayoutIds: readonly string[];
  /** Payouts of the time before the end that wait for approval. */
  readonly waitingPayoutIds: readonly string[];
  /** Deposits of that time that wait for it. */
  readonly waitingDepositIds: readonly string[];
  /** Open breaks, with the stream of their statement. */
  readonly breaks: readonly { readonly caseId: string; readonly statementStream: string }[];
}

/** What the read models say of a month, as a port and its injection token. */
export abstract class PeriodBooks {
  /** At most a hundred ids of each kind, the oldest first. Returns undefined where the books are behind. @throws {Fault} */
  abstract atEnd(month: Month): Promise<BooksAtEnd | undefined>;
}
