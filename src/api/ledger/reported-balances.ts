import type { Currency } from '../../shared/money';

/** The balance that a provider reports, or why there is none. */
export type ReportedBalance =
  | {
      readonly balanceMinor: bigint;
      /** True when the money of unfinished payouts still counts in the balance. */
      readonly includesUnderWay: boolean;
      /** Our clock when the answer came. */
      readonly reportedAt: Date;
    }
  | { readonly reason: string };

/** Asks a provider for the balance that it holds for us. */
export abstract class ReportedBalances {
  /** Never rejects: a provider that cannot be asked gives a reason. */
  abstract ask(provider: string, currency: Currency): Promise<ReportedBalance>;
}
