/** UNAPPROVED: people rejected it, or did not approve it in time. Its hold is released. */
export type AuditedPayoutStatus =
  'AWAITING_APPROVAL' | 'PROCESSING' | 'OUTCOME_UNKNOWN' | 'COMPLETED' | 'FAILED' | 'REJECTED' | 'UNAPPROVED';

/** The ends of one payout. Payouts share a set where they can: there are many, and nearly all have one end or none. */
export type PayoutEnds = ReadonlySet<AuditedPayoutStatus>;

export const NO_ENDS: PayoutEnds = new Set();

const ALONE = new Map<AuditedPayoutStatus, PayoutEnds>();

export function withEnd(before: PayoutEnds, end: AuditedPayoutStatus): PayoutEnds {
  if (before.size > 0) return new Set([...before, end]);
  const alone = ALONE.get(end) ?? new Set([end]);
  ALONE.set(end, alone);
  return alone;
}
