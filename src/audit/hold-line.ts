/** What was once said to have been paid, in minor units. */
export interface Cost {
  readonly originalAmountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/** What was set aside for one payout, in minor units, and what became of it. */
export interface HoldLine {
  readonly amountMinor: bigint;
  state: 'open' | 'refused' | 'captured' | 'released';
  /** Of a captured one. */
  cost: Cost | null;
}

export const sameCost = (left: Cost | null | undefined, right: Cost): boolean =>
  left?.originalAmountMinor === right.originalAmountMinor && left.feeAmountMinor === right.feeAmountMinor;
