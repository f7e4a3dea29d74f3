import { Books } from '../../src/audit/books';
import type { AccountEvent } from '../../src/domain/account/events';
import { deposited, opened } from '../domain/account/account-examples';
import { caseOpened, confirmed, proposed, resolved } from '../domain/case/case-examples';
import { recorded, type Recordable } from '../support/history';

const named = { accountId: 'merchant-1', currency: 'BRL' } as const;
const closed: AccountEvent = {
  type: 'AccountClosed',
  data: {
    ...named,
    closingId: 'closing-1',
    reason: 'r',
    closedBy: 'desk',
    closedAt: '2026-03-10T12:00:00.000Z',
  },
};
const people = { caseId: 'case-1', reason: 'r', proposedBy: 'alice', confirmedBy: 'bob' };
const reopened: AccountEvent = { type: 'AccountReopened', data: { ...named, ...people } };
const decided: Recordable[] = [
  caseOpened({ kind: 'CLOSED_ACCOUNT', payoutId: null }),
  proposed('alice', { type: 'REOPEN_ACCOUNT', accountId: 'merchant-1' }),
  confirmed('bob'),
];
const returned: AccountEvent = {
  type: 'FundsReturned',
  data: {
    ...named,
    payoutId: 'payout-1',
    returnId: 'return-1',
    provider: 'connectpsp',
    amountMinor: 1n,
    feeAmountMinor: 0n,
  },
};
const moved: AccountEvent = {
  type: 'ClosedAccountMoved',
  data: { ...named, payoutId: 'payout-1', movement: 'FundsReturned' },
};
const refused: AccountEvent = {
  type: 'HoldRefused',
  data: { ...named, payoutId: 'payout-1', amountMinor: 1n, closed: true },
};

const violations = (...events: Recordable[]): string[] => {
  const books = new Books();
  for (const event of recorded(events)) books.apply(event);
  // The payout is not the matter here.
  return books
    .checkTotals()
    .map(({ invariant, detail }) => `${invariant} ${detail}`)
    .filter(line => !line.startsWith('I5'));
};

describe('the life of an account', () => {
  it.each<[string, Recordable[]]>([
    ['closed with nothing on it', [opened, closed]],
    ['refused as closed', [opened, closed, refused]],
    ['moved by a report, and said', [opened, closed, returned, moved]],
    [
      'reopened by two people, and used again',
      [opened, closed, ...decided, reopened, resolved('REOPEN_ACCOUNT'), deposited()],
    ],
  ])('is coherent: %s', (_, events) => {
    expect(violations(...events)).toEqual([]);
  });

  it.each<[string, Recordable[]]>([
    ['I19 the account is closed with 10000 available', [opened, deposited(), closed]],
    ['I19 the account is closed a second time', [opened, closed, closed]],
    ['I19 FundsDeposited on a closed account', [opened, closed, deposited()]],
    ['I19 payout payout-1 is refused by an account that is open', [opened, refused]],
    ['I19 FundsReturned of payout payout-1 moved money', [opened, closed, returned]],
    ['I19 FundsReturned of payout payout-1 is said', [opened, closed, moved]],
    ['I16 the account is reopened, which nobody decided', [opened, closed, reopened]],
    ['I19 an account is reopened that is not closed', [opened, ...decided, reopened]],
  ])('finds: %s', (found, events) => {
    expect(violations(...events)).toEqual(expect.arrayContaining([expect.stringContaining(found)]));
  });
});
