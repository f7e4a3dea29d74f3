import { account, type AccountCommand } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { entryFor } from '../../../src/domain/journal/journal';
import { deposited, depositFunds, depositReversed, held, opened, reverseDeposit } from './account-examples';
import { given, outcomeOf } from '../given';

const funded = [opened, deposited()];
const reversed = [...funded, depositReversed()];
/** 50.31 of the 100.00 are set aside. */
const holding = [...funded, held()];
/** From before a reference could be used once only. */
const bookedTwice = [...funded, deposited({ depositId: 'deposit-2' })];

describe('taking a deposit back', () => {
  it.each<[string, AccountEvent[], AccountCommand, string]>([
    ['a deposit that is all there', funded, reverseDeposit(), 'DepositReversed'],
    ['the same again, by the same case', reversed, reverseDeposit(), 'nothing'],
    ['by another case', reversed, reverseDeposit({ caseId: 'case-2' }), 'DEPOSIT_REVERSED'],
    ['a deposit nobody made', funded, reverseDeposit({ depositId: 'deposit-9' }), 'DEPOSIT_NOT_FOUND'],
    ['a part of it', funded, reverseDeposit({ amountMinor: 9_999n }), 'AMOUNT_DIFFERS'],
    ['what is on hold', holding, reverseDeposit(), 'WOULD_OVERDRAW'],
    ['less than is known', holding, reverseDeposit({ overdraftMinor: 5_030n }), 'WOULD_OVERDRAW'],
    ['as far as is known', holding, reverseDeposit({ overdraftMinor: 5_031n }), 'DepositReversed'],
    ['on no account', [], reverseDeposit(), 'ACCOUNT_NOT_FOUND'],
  ])('%s', (_, history, command, outcome) => {
    expect(outcomeOf(given(account, history).when(command))).toBe(outcome);
  });

  it('says what was booked, who decided it and why', () => {
    expect(given(account, funded).when(reverseDeposit())).toEqual({ ok: true, value: [depositReversed()] });
  });

  it('leaves every ledger account as it was before the deposit', () => {
    const sums = new Map<string, bigint>();
    for (const { ledgerAccount, debitMinor, creditMinor } of reversed.flatMap(entryFor))
      sums.set(ledgerAccount, (sums.get(ledgerAccount) ?? 0n) + debitMinor - creditMinor);
    expect([...sums]).toEqual([
      ['provider:connectpsp:float', 0n],
      ['account:merchant-1:available', 0n],
    ]);
  });

  it.each<[string, AccountEvent[], AccountCommand, string]>([
    ['frees its reference', reversed, depositFunds({ depositId: 'deposit-2' }), 'FundsDeposited'],
    ['keeps the first answer for its own key', reversed, depositFunds(), 'nothing'],
    [
      'frees it once',
      [...reversed, deposited({ depositId: 'deposit-2' })],
      depositFunds({ depositId: 'deposit-3' }),
      'EXTERNAL_REFERENCE_USED',
    ],
    [
      'frees none that another deposit stands for',
      [...bookedTwice, depositReversed({ depositId: 'deposit-2' })],
      depositFunds({ depositId: 'deposit-3' }),
      'EXTERNAL_REFERENCE_USED',
    ],
    [
      'frees none that a later deposit stands for',
      [...bookedTwice, depositReversed()],
      depositFunds({ depositId: 'deposit-3' }),
      'EXTERNAL_REFERENCE_USED',
    ],
  ])('%s', (_, history, command, outcome) => {
    expect(outcomeOf(given(account, history).when(command))).toBe(outcome);
  });
});
