import type { ReadDeposit } from '../domain/account/stated-deposit';
import type { Destination, ProviderName } from '../domain/payout/payee';
import type { ProviderMode } from '../domain/payout/provider-mode';
import type { Currency } from '../shared/money';

/** What a provider charges, in minor units of its currency. */
export interface ProviderTerms {
  readonly currency: Currency;
  readonly mode: ProviderMode;
  /** The kinds of payee to which it pays. */
  readonly destinations: readonly Destination['type'][];
  /** Missing: no document says how the provider tells of money that arrived. */
  readonly readDeposit?: ReadDeposit | undefined;
  /** Whether the provider signed this text. Missing: it signs none of its notifications. */
  readonly hasSigned?: ((text: string, signature: string) => boolean) | undefined;
  expectedFee(amountMinor: bigint, at: Date): bigint;
  /** The highest fee that the schedule allows from this time on. A hold is the amount and this fee. */
  highestFee(amountMinor: bigint, from: Date): bigint;
}

/** The terms of the configured providers. */
export abstract class Terms {
  /** Returns undefined when the provider is not configured. */
  abstract get(provider: ProviderName): ProviderTerms | undefined;
}
