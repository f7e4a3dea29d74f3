import type { CaseResolved } from '../../domain/case/events';

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
