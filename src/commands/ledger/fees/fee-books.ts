import type { FeesInBooks } from '../../../domain/journal/events';
import type { ProviderName } from '../../../domain/payout/payee';
import type { Currency } from '../../../shared/money';

/** A provider's fees in one currency, without settlements. */
export interface FeesOfCurrency extends Readonly<FeesInBooks> {
  readonly currency: Currency;
}

/** What the read models say of a provider's fees, as a port and its injection token. */
export abstract class FeeBooks {
  /**
   * They are at least as new as everything that was recorded before the call. Returns undefined where the books are behind.
   * @throws {Fault}
   */
  abstract read(provider: ProviderName): Promise<readonly FeesOfCurrency[] | undefined>;
}
