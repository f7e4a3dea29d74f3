import type { FundsHeld } from '../../domain/account/events';
import type { PayoutRequested } from '../../domain/payout/events';
import type { StoredWarning } from './stored-json';

/** The warnings of the request itself, as JSON. */
export const requestedWarnings = ({ warnings = [] }: PayoutRequested): string =>
  JSON.stringify(warnings.map((code): StoredWarning => ({ code })));

/** The account finds a duplicate when it holds the funds. The same hold twice adds one warning. */
export function withDuplicate(warnings: string, { limits }: FundsHeld): string {
  const duplicateOf = limits?.shares.find(share => share.duplicateOf !== undefined)?.duplicateOf;
  if (duplicateOf === undefined) return warnings;
  const others = (JSON.parse(warnings) as StoredWarning[]).filter(({ code }) => code !== 'DUPLICATE');
  const duplicate: StoredWarning = { code: 'DUPLICATE', payoutId: duplicateOf };
  return JSON.stringify([...others, duplicate]);
}
