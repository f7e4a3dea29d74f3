import fc from 'fast-check';
import type { AccountCommand } from '../../../src/domain/account/account';
import { derivedId } from '../../../src/shared/ids';
import * as example from './account-examples';

export const ids = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    index % 3 === 0 ? `${kind}-${index}` : derivedId(kind, `${index}`),
  );

const payoutId = fc.constantFrom(...ids('payout', 6));
const amountMinor = fc.bigInt({ min: 0n, max: 90n });
const feeAmountMinor = fc.bigInt({ min: 0n, max: 9n });
const caseId = fc.constantFrom(...ids('case', 4));
const depositId = fc.constantFrom(...ids('deposit', 6));
const corrects = fc.boolean();

/** Commands about few payouts, deposits, returns and cases, so that many of them repeat or contradict an earlier one. */
export const anyAccountCommand: fc.Arbitrary<AccountCommand> = fc.oneof(
  fc
    .record({
      depositId,
      amountMinor: fc.constantFrom(100n, 150n),
      fingerprint: fc.constantFrom('f-1', 'f-2'),
      reference: fc.constantFrom('wire 1', 'wire 2', 'wire 3', 'wire ü'),
    })
    .map(example.depositFunds),
  fc.record({ payoutId, amountMinor }).map(example.holdFunds),
  fc.record({ payoutId, amountMinor }).map(example.holdFunds),
  fc
    .record({ payoutId, originalAmountMinor: amountMinor, feeAmountMinor, corrects })
    .map(example.captureHold),
  fc.record({ payoutId, corrects }).map(example.releaseHold),
  fc
    .record({
      payoutId,
      returnId: fc.constantFrom(...ids('return', 5)),
      amountMinor: fc.bigInt({ min: 1n, max: 20n }),
      feeAmountMinor: fc.constantFrom(0n, 1n),
    })
    .map(example.returnFunds),
  fc.record({ payoutId, caseId, amountMinor: feeAmountMinor }).map(example.bookSuspense),
  fc.record({ payoutId, caseId, amountMinor: feeAmountMinor }).map(example.chargeExcess),
  fc
    .record({
      depositId,
      caseId,
      amountMinor: fc.constantFrom(100n, 150n),
      overdraftMinor: fc.constantFrom(0n, 200n),
    })
    .map(example.reverseDeposit),
);
