import { byFields } from '../packing/codecs';

/** What was once said to have been paid, in minor units. */
export interface Cost {
  readonly originalAmountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/** What was booked of a cost: the provider's suspense carries what is above the hold. */
export interface BookedCost extends Cost {
  readonly excessMinor?: bigint;
}

/** What was set aside for one payout, in minor units, and what became of it. */
export interface AuditedHold {
  readonly amountMinor: bigint;
  state: 'open' | 'refused' | 'captured' | 'released';
  /** Of a captured one. */
  cost: Cost | null;
  /** What of the cost is on suspense. */
  excessMinor: bigint;
}

export const HOLD_CODEC = byFields<AuditedHold>({
  amountMinor: true,
  state: true,
  cost: true,
  excessMinor: true,
});

export const sameCost = (left: Cost | null | undefined, right: Cost): boolean =>
  left?.originalAmountMinor === right.originalAmountMinor && left.feeAmountMinor === right.feeAmountMinor;

/** What the account itself pays. */
export const accountCost = ({ originalAmountMinor, feeAmountMinor, excessMinor = 0n }: BookedCost): bigint =>
  originalAmountMinor + feeAmountMinor - excessMinor;

/** A payout whose reference belongs to another one never reaches its account. */
export const holdAtRejection = (code: string): AuditedHold['state'] | undefined =>
  code === 'EXTERNAL_REFERENCE_USED' ? undefined : 'refused';
