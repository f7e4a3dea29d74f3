import type { PayoutWarning } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import type { AccountWriters } from '../accounts/account-writers';

/**
 * Whether a payout of this amount takes our money at its provider below zero, as far as this process knows. The result
 * is false where it does not know. The promise never rejects, and it never takes long.
 */
export type IsFloatShort = (
  provider: ProviderName,
  currency: Currency,
  amountMinor: bigint,
) => Promise<boolean>;

export interface WarnedPayout {
  readonly accountId: string;
  readonly provider: ProviderName;
  readonly currency: Currency;
  readonly heldAmountMinor: bigint;
}

/** Warnings on an accepted payout. A warning refuses nothing. */
export class PayoutWarnings {
  constructor(
    private readonly accounts: Pick<AccountWriters, 'recentState'>,
    private readonly isFloatShort: IsFloatShort,
  ) {}

  /**
   * The warnings in the form that PayoutRequested keeps, so that a repeat of the request gets the same. @throws {Fault}
   */
  async warningsFor(payout: WarnedPayout): Promise<{ warnings?: readonly PayoutWarning[] }> {
    const { accountId, provider, currency, heldAmountMinor } = payout;
    if (!(await this.isFloatShort(provider, currency, heldAmountMinor))) return {};
    // A payout that the account will reject takes nothing from the float.
    const state = await this.accounts.recentState(accountId);
    const isHeld = state !== null && state.availableMinor >= heldAmountMinor;
    return isHeld ? { warnings: ['PROVIDER_FLOAT_SHORT'] } : {};
  }
}
