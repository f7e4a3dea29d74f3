import fc from 'fast-check';
import type { AccountEvent } from '../../../src/domain/account/events';
import { PROVIDER_NAMES } from '../../../src/providers/provider-names';
import { MAX_AMOUNT_MINOR, type Currency } from '../../../src/shared/money';
import {
  captured,
  captureReversed,
  deposited,
  excessCharged,
  fundsReturned,
  held,
  holdRefused,
  released,
  releaseReversed,
  suspenseBooked,
} from './account-examples';

/** Any amount an event can carry, its limits more often. */
export const minor = fc.oneof(
  fc.constantFrom(0n, 1n, MAX_AMOUNT_MINOR),
  fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR }),
);

/** More than any excess here. */
const aboveTen = fc.bigInt({ min: 10n, max: MAX_AMOUNT_MINOR });

/** Any event of an account that is open, also ones that no decider makes. */
export const movement = (currency: fc.Arbitrary<Currency>): fc.Arbitrary<AccountEvent> => {
  const reversed = { originalAmountMinor: aboveTen, feeAmountMinor: minor };
  const figures = { ...reversed, heldAmountMinor: fc.constant(0n) };
  const base = { currency, provider: fc.constantFrom(...PROVIDER_NAMES) };
  return fc.oneof(
    fc.record({ ...base, amountMinor: minor }).map(deposited),
    fc
      .record({ ...base, heldAmountMinor: minor, originalAmountMinor: minor, feeAmountMinor: minor })
      .map(captured),
    fc.record({ ...base, amountMinor: minor }).map(excessCharged),
    fc.record({ ...base, ...figures, excessMinor: fc.bigInt({ min: 0n, max: 9n }) }).map(captured),
    fc.record({ ...base, ...reversed, excessMinor: fc.bigInt({ min: 0n, max: 9n }) }).map(captureReversed),
    fc.record({ ...base, ...reversed, excessMinor: fc.bigInt({ min: 0n, max: 9n }) }).map(releaseReversed),
    minor.map(amountMinor => held(amountMinor)),
    minor.map(amountMinor => released(amountMinor)),
    minor.map(amountMinor => holdRefused(amountMinor)),
    fc.record({ ...base, amountMinor: minor, feeAmountMinor: minor }).map(fundsReturned),
    fc.record({ ...base, originalAmountMinor: minor, feeAmountMinor: minor }).map(captureReversed),
    fc.record({ ...base, originalAmountMinor: minor, feeAmountMinor: minor }).map(releaseReversed),
    fc
      .record({
        ...base,
        amountMinor: minor,
        direction: fc.constantFrom('LEFT_FLOAT' as const, 'CAME_TO_FLOAT' as const),
      })
      .map(suspenseBooked),
  );
};
