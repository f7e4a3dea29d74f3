import type { FundsHeld } from '../../../domain/account/events';
import type { PayoutRequested } from '../../../domain/payout/events';

/** What the payout's row shows of what was said although it was taken. */
export interface ExpectedWarning {
  readonly code: string;
  readonly payoutId?: string;
}

export const warningsIn = ({ warnings }: PayoutRequested): ExpectedWarning[] =>
  Array.isArray(warnings) ? warnings.map((code: string) => ({ code })) : [];

/** The hold tells which earlier payout it repeats. */
export function addDuplicate(warnings: ExpectedWarning[] | undefined, { limits }: FundsHeld): void {
  const named = Array.isArray(limits?.shares) ? limits.shares.map(({ duplicateOf }) => duplicateOf) : [];
  const payoutId = named.find(id => id !== undefined);
  if (payoutId !== undefined) warnings?.push({ code: 'DUPLICATE', payoutId });
}
