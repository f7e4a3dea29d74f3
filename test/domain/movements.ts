import fc from 'fast-check';
import type { AccountEvent } from '../../src/domain/account/events';
import { PROVIDER_NAMES } from '../../src/domain/payout/payee';
import { MAX_AMOUNT_MINOR, type Currency } from '../../src/shared/money';
import { captured, deposited, held, released } from './account-examples';

/** Any amount an event can carry, its limits more often. */
export const minor = fc.oneof(
  fc.constantFrom(0n, 1n, MAX_AMOUNT_MINOR),
  fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR }),
);

/** Any event that moves money, also ones that no decider makes. */
export const movement = (currency: fc.Arbitrary<Currency>): fc.Arbitrary<AccountEvent> => {
  const base = { currency, provider: fc.constantFrom(...PROVIDER_NAMES) };
  return fc.oneof(
    fc.record({ ...base, amountMinor: minor }).map(deposited),
    fc
      .record({ ...base, heldAmountMinor: minor, originalAmountMinor: minor, feeAmountMinor: minor })
      .map(captured),
    minor.map(amountMinor => held(amountMinor)),
    minor.map(amountMinor => released(amountMinor)),
  );
};
