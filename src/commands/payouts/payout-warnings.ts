import type { PayoutWarning } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import type { AccountLanes } from '../accounts/account-writers';

/**
 * Whether a payout of this amount takes the money at its provider below zero, as far as this process knows: false where
 * it does not know. Never rejects, and never takes long.
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

/** What is said of a payout that is taken all the same: nothing is refused for it. */
export class PayoutWarnings {
  constructor(
    private readonly lanes: Pick<AccountLanes, 'state'>,
    private readonly isFloatShort: IsFloatShort,
  ) {}

  /** As PayoutRequested keeps them, so that a repeat of the request is told the same. @throws {Fault} */
  async for(payout: WarnedPayout): Promise<{ warnings?: readonly PayoutWarning[] }> {
    const { accountId, provider, currency, heldAmountMinor } = payout;
    if (!(await this.isFloatShort(provider, currency, heldAmountMinor))) return {};
    // A payout that is rejected for want of the customer's own money takes nothing from the provider's.
    const state = await this.lanes.state(accountId);
    const isHeld = state !== null && state.availableMinor >= heldAmountMinor;
    return isHeld ? { warnings: ['PROVIDER_FLOAT_SHORT'] } : {};
  }
}
