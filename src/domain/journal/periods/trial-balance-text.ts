import { sha256Of } from '../../../shared/ids';
import type { Currency } from '../../../shared/money';
import type { SealedSum } from '../events';

/** All debits and credits of one ledger account in one currency, in minor units. */
export interface TrialBalanceLine {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

/**
 * What the fingerprint of a sealed trial balance covers. There is a line for each ledger account and currency, with the two
 * totals in minor units and LF. The lines are sorted by their bytes.
 */
const trialBalanceText = (lines: readonly TrialBalanceLine[]): string =>
  lines
    .map(line => `${line.ledgerAccount} ${line.currency} ${line.debitTotalMinor} ${line.creditTotalMinor}\n`)
    .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .join('');

/** SHA-256 in hex. */
export const trialBalanceFingerprint = (lines: readonly TrialBalanceLine[]): string =>
  sha256Of(trialBalanceText(lines));

/** Both sides by currency, in the order of the currencies' codes. */
export function sumsOf(lines: readonly TrialBalanceLine[]): SealedSum[] {
  const sums = new Map<Currency, SealedSum>();
  for (const { currency, debitTotalMinor, creditTotalMinor } of lines) {
    const before = sums.get(currency) ?? { currency, debitTotalMinor: 0n, creditTotalMinor: 0n };
    sums.set(currency, {
      currency,
      debitTotalMinor: before.debitTotalMinor + debitTotalMinor,
      creditTotalMinor: before.creditTotalMinor + creditTotalMinor,
    });
  }
  return [...sums.values()].sort((left, right) => (left.currency < right.currency ? -1 : 1));
}
