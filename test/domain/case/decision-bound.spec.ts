import { amountAskedBy, boundOf, type CaseFigures } from '../../../src/domain/case/decision-bound';
import type { CaseDecision } from '../../../src/domain/case/events';
import type { Claim, ClaimedCompletion } from '../../../src/domain/payout/events';
import { request } from '../payout/payout-examples';
import { accepted, DISMISS, markedPaid, writtenOff } from './case-examples';

/** R$ 50.00, and R$ 0.31 held for the fee. */
const PAYOUT = request();
const REVERSED: CaseDecision = {
  type: 'REVERSE_DEPOSIT',
  accountId: 'merchant-1',
  depositId: 'deposit-1',
  amountMinor: 1n,
  overdraftMinor: 0n,
};
const CHARGED: CaseDecision = { type: 'CHARGE_CUSTOMER', amountMinor: 1n };

const claim = (said: Claim): CaseFigures => ({ kind: 'claim', claim: said });
const completed = (amountMinor: bigint, feeAmountMinor: bigint | null): ClaimedCompletion => ({
  kind: 'completed',
  endToEndId: null,
  amountMinor,
  feeAmountMinor,
  providerTime: null,
});
const returned = claim({
  kind: 'returned',
  returned: {
    returnId: 'return-1',
    endToEndId: null,
    currency: 'BRL',
    amountMinor: 3_000n,
    feeAmountMinor: 7n,
    providerTime: null,
  },
  completion: completed(5_000n, 5n),
});
const failed = claim({ kind: 'failed', code: 'X', message: '' });
const line = (
  kind: 'PAYOUT' | 'RETURN',
  amountMinor: bigint,
  feeAmountMinor: bigint | null,
): CaseFigures => ({
  kind: 'line',
  line: { kind, amountMinor, feeAmountMinor },
});
const charge: CaseFigures = { kind: 'charge', costMinor: 5_036n, excessMinor: 5n };
const deposit: CaseFigures = { kind: 'deposit', amountMinor: 8_000n, currency: 'BRL' };

describe('the bound of a decision', () => {
  it.each<[string, CaseDecision, CaseFigures | null, bigint, string]>([
    ['a case without figures: what the payout costs', writtenOff(), null, 5_031n, 'PAYOUT_COST'],
    ['a failure: what the payout costs', writtenOff(), failed, 5_031n, 'PAYOUT_COST'],
    ['a return: it and its fee', writtenOff(), returned, 3_007n, 'CLAIM'],
    ['a smaller completion', writtenOff(), claim(completed(1n, 1n)), 5_031n, 'PAYOUT_COST'],
    ['a larger completion', writtenOff(), claim(completed(8_000n, 31n)), 8_031n, 'CLAIM'],
    ['a completion without a fee', writtenOff(), claim(completed(8_000n, null)), 8_000n, 'CLAIM'],
    ['a smaller line', writtenOff(), line('PAYOUT', 5_000n, null), 5_031n, 'PAYOUT_COST'],
    ['a larger line', writtenOff(), line('PAYOUT', 5_000n, 32n), 5_032n, 'STATEMENT_LINE'],
    ['the line of a return', writtenOff(), line('RETURN', 2_000n, 1n), 2_001n, 'STATEMENT_LINE'],
    ['a charge above the hold', writtenOff(), charge, 5_036n, 'CHARGE'],
    ['the excess of a charge', CHARGED, charge, 5n, 'CHARGE'],
    ['the fee that was held', markedPaid(1n), null, 31n, 'PAYOUT_COST'],
    ['the fee of a return is another', markedPaid(1n), returned, 31n, 'PAYOUT_COST'],
    ['a larger fee of a completion', markedPaid(1n), claim(completed(5_000n, 90n)), 90n, 'CLAIM'],
    ['a larger fee of a line', markedPaid(1n), line('PAYOUT', 9_000n, 40n), 40n, 'STATEMENT_LINE'],
    ['the fee of a charge', markedPaid(1n), charge, 36n, 'CHARGE'],
    ['a deposit', REVERSED, deposit, 8_000n, 'DEPOSIT'],
  ])('is of %s', (_, decision, figures, amountMinor, restsOn) => {
    expect(boundOf(decision, figures, PAYOUT)).toEqual({ amountMinor, currency: 'BRL', restsOn });
  });

  it.each<[string, CaseDecision, CaseFigures | null, typeof PAYOUT | null]>([
    ['a case without a payout', writtenOff(), line('PAYOUT', 5_000n, 1n), null],
    ['a customer who is charged without a charge', CHARGED, claim(completed(5_000n, 90n)), PAYOUT],
    ['a deposit that the case is not about', REVERSED, charge, PAYOUT],
    ['what names no amount', DISMISS, returned, PAYOUT],
  ])('is none of %s', (_, decision, figures, payout) => {
    expect(boundOf(decision, figures, payout)).toBeNull();
  });

  it('is asked for only where people name an amount', () => {
    expect([writtenOff(7n), CHARGED, REVERSED, markedPaid(3n)].map(amountAskedBy)).toEqual([7n, 1n, 1n, 3n]);
    expect([markedPaid(null), accepted(), DISMISS].map(amountAskedBy)).toEqual([null, null, null]);
  });
});
