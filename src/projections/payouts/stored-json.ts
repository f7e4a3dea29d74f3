/** A return as it stands in a payout's row; amounts are minor units, as text because JSON has no integers of that size. */
export interface StoredReturn {
  readonly returnId: string;
  readonly endToEndId: string | null;
  readonly amountMinor: string;
  readonly feeAmountMinor: string;
  /** Our clock, RFC 3339 UTC. */
  readonly returnedAt: string;
}

/** What a payout waits or waited for, and who has decided on it. Times are RFC 3339 UTC. */
export interface StoredApproval {
  readonly rules: readonly { readonly ruleId: string; readonly version: number; readonly text: string }[];
  /** How many different people have to approve. */
  readonly needed: number;
  readonly expiresAt: string;
  /** In their order. */
  readonly given: readonly { readonly by: string; readonly at: string }[];
  /** Who rejected it; null where no one did. */
  readonly rejectedBy: string | null;
}

/** What was said of a payout although it was taken. */
export interface StoredWarning {
  readonly code: 'PROVIDER_FLOAT_SHORT' | 'DUPLICATE';
  /** DUPLICATE: the earlier payout. */
  readonly payoutId?: string;
}
