import { Books } from '../../src/audit/books';
import type { CaseDecision } from '../../src/domain/case/events';
import { deposited, depositReversed, held, opened } from '../domain/account/account-examples';
import { caseOpened, confirmed, proposed, resolved } from '../domain/case/case-examples';
import { recorded, type Recordable } from '../support/history';

const decision: CaseDecision = {
  type: 'REVERSE_DEPOSIT',
  accountId: 'merchant-1',
  depositId: 'deposit-1',
  amountMinor: 10_000n,
  overdraftMinor: 0n,
};
const decided = (over: object = {}): Recordable[] => [
  caseOpened({ kind: 'DEPOSIT_CORRECTION', payoutId: null }),
  proposed('alice', { ...decision, ...over } as CaseDecision),
  confirmed('bob', decision),
];
const done = resolved('REVERSE_DEPOSIT');
const hold = { ...held(), data: { ...held().data, amountMinor: 1n } } as Recordable;

const violations = (...events: Recordable[]): string[] => {
  const books = new Books();
  for (const event of recorded(events)) books.apply(event);
  // The hold stands for anything that uses the money; the payout that it is for is not the matter here.
  return books
    .checkTotals()
    .map(({ invariant, detail }) => `${invariant} ${detail}`)
    .filter(line => !line.includes('never asked for'));
};

describe('a deposit that was taken back', () => {
  it.each<[string, Recordable[]]>([
    ['by two people', [opened, deposited(), ...decided(), depositReversed(), done]],
    [
      'and booked again under its reference',
      [
        opened,
        deposited(),
        ...decided(),
        depositReversed(),
        done,
        deposited({ depositId: 'deposit-2', clientId: 'shop' }),
      ],
    ],
    [
      'below zero, as far as both knew',
      [opened, deposited(), hold, ...decided({ overdraftMinor: 1n }), depositReversed(), done],
    ],
  ])('is coherent %s', (_, events) => {
    expect(violations(...events)).toEqual([]);
  });

  it.each<[string, Recordable[]]>([
    ['I16 deposit deposit-1 is taken back, which nobody decided', [opened, deposited(), depositReversed()]],
    [
      'I16 deposit deposit-1 is taken back, which nobody decided',
      [opened, deposited(), ...decided({ depositId: 'deposit-2' }), depositReversed()],
    ],
    [
      'I16 deposit deposit-1 is taken back, which nobody decided',
      [opened, deposited(), ...decided({ accountId: 'merchant-2' }), depositReversed()],
    ],
    [
      'I9 deposit deposit-1 is taken back a second time',
      [opened, deposited(), ...decided(), depositReversed(), depositReversed()],
    ],
    [
      'I9 deposit deposit-1 is taken back otherwise than it was booked',
      [opened, deposited({ amountMinor: 10_001n }), ...decided(), depositReversed()],
    ],
    [
      'I9 deposit deposit-1 is taken back otherwise than it was booked',
      [opened, deposited({ provider: 'ntxpay' }), ...decided(), depositReversed()],
    ],
    [
      'I2 taking deposit deposit-1 back left -1 available',
      [opened, deposited(), hold, ...decided(), depositReversed()],
    ],
    [
      'I16 REVERSE_DEPOSIT was proposed and confirmed by one person',
      [
        opened,
        deposited(),
        caseOpened({ kind: 'DEPOSIT_CORRECTION', payoutId: null }),
        proposed('alice', decision),
        confirmed('alice', decision),
        depositReversed(),
      ],
    ],
  ])('is found: %s', (said, events) => {
    expect(violations(...events).join('\n')).toContain(said);
  });
});
