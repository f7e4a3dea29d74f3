import type { HttpOutcome } from '../http/http-client';
import type { ProviderBalance } from '../port/provider';

/** A balance on which we cannot rely, and the reason. */
export const noBalance = (reason: string): ProviderBalance => ({ kind: 'unclear', reason });

/** What an exchange says of our balance: only a whole answer of 200 is read. */
export function balanceOf(outcome: HttpOutcome, read: (text: string) => ProviderBalance): ProviderBalance {
  if (outcome.kind !== 'answered') return noBalance(`${outcome.kind}: ${outcome.reason}`);
  return outcome.status === 200 ? read(outcome.text) : noBalance(`answer ${outcome.status}`);
}
