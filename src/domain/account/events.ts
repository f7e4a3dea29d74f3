import type { Currency } from '../../shared/money';
import type { ProviderName } from '../payout/payee';

/**
 * FundsHeld and HoldRefused are the account's one answer to a payout's request, for ever: whoever asks again, however
 * late, is told the same. HoldRefused moves no money.
 */
export type AccountEvent =
  | { type: 'AccountOpened'; data: { accountId: string; name: string; currency: Currency } }
  | { type: 'FundsDeposited'; data: FundsDeposited }
  | {
      type: 'FundsHeld';
      data: { accountId: string; payoutId: string; amountMinor: bigint; currency: Currency };
    }
  | {
      type: 'HoldRefused';
      data: { accountId: string; payoutId: string; amountMinor: bigint; currency: Currency };
    }
  | { type: 'HoldCaptured'; data: HoldCaptured }
  | {
      type: 'HoldReleased';
      data: { accountId: string; payoutId: string; amountMinor: bigint; currency: Currency };
    };

export interface FundsDeposited {
  accountId: string;
  depositId: string;
  /** Of the request's body: tells a repeat from a reuse of the Idempotency-Key. */
  fingerprint: string;
  amountMinor: bigint;
  currency: Currency;
  provider: ProviderName;
  reference: string;
  /** Our clock, RFC 3339 UTC. */
  depositedAt: string;
}

/** heldAmountMinor was on hold; original + fee left; the rest of the hold (if any) went back to available. */
export interface HoldCaptured {
  accountId: string;
  payoutId: string;
  provider: ProviderName;
  currency: Currency;
  heldAmountMinor: bigint;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
}
