import type { HttpOutcome } from '../http/http-client';
import type { BalanceReading } from '../port/provider';

/** A balance that nobody can rely on, and why. */
export const noBalance = (reason: string): BalanceReading => ({ kind: 'unclear', reason });

/** What an exchange says of our balance: only a whole answer of 200 is read. */
export function balanceOf(outcome: HttpOutcome, read: (text: string) => BalanceReading): BalanceReading {
  if (outcome.kind !== 'answered') return noBalance(`${outcome.kind}: ${outcome.reason}`);
  return outcome.status === 200 ? read(outcome.text) : noBalance(`answer ${outcome.status}`);
}
