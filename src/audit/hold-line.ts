/** What was set aside for one payout, in minor units, and what became of it. */
export interface HoldLine {
  readonly amountMinor: bigint;
  state: 'open' | 'refused' | 'captured' | 'released';
}
