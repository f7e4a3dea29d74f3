import { account, type AccountCommand } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { captured, deposited, depositFunds, held, holdFunds, opened } from './account-examples';

const close = (over: object = {}): AccountCommand => ({
  type: 'CloseAccount',
  closingId: 'closing-1',
  reason: 'The customer has left',
  closedBy: 'desk',
  closedAt: '2026-03-10T12:00:00.000Z',
  ...over,
});
const reopen: AccountCommand = {
  type: 'ReopenAccount',
  caseId: 'case-1',
  reason: 'A return came',
  proposedBy: 'alice',
  confirmedBy: 'bob',
};
const closed: AccountEvent = {
  type: 'AccountClosed',
  data: {
    accountId: 'merchant-1',
    currency: 'BRL',
    closingId: 'closing-1',
    reason: 'The customer has left',
    closedBy: 'desk',
    closedAt: '2026-03-10T12:00:00.000Z',
  },
};
const stateOf = (events: readonly AccountEvent[]) => events.reduce(account.evolve, account.initial);
const decide = (events: readonly AccountEvent[], command: AccountCommand) =>
  account.decide(stateOf(events), command);
const typesOf = (events: readonly AccountEvent[], command: AccountCommand) => {
  const decided = decide(events, command);
  return decided.ok ? decided.value.map(({ type }) => type) : decided.refusal;
};
/** 50.31 came and went. */
const spent = [opened, deposited({ amountMinor: 5_031n }), held(), captured()];

describe('closing an account', () => {
  it('is possible once nothing is on it, and happens once', () => {
    expect(decide(spent, close())).toEqual({ ok: true, value: [closed] });
    expect(typesOf([...spent, closed], close())).toEqual([]);
    expect(typesOf([...spent, closed], close({ closingId: 'closing-2' }))).toEqual([]);
  });

  it.each<[string, AccountEvent[]]>([
    ['available', [opened, deposited()]],
    ['held', [opened, deposited({ amountMinor: 5_031n }), held()]],
  ])('is refused while money is %s', (_, events) => {
    expect(typesOf(events, close())).toBe('ACCOUNT_NOT_CLOSABLE');
  });

  it('stops every command that moves money', () => {
    const history = [...spent, closed];
    expect(typesOf(history, depositFunds({ depositId: 'deposit-2' }))).toBe('ACCOUNT_CLOSED');
    const people = { reason: 'r', proposedBy: 'a', confirmedBy: 'b', overdraftMinor: 5_031n };
    const reversal = { caseId: 'case-2', depositId: 'deposit-1', amountMinor: 5_031n, ...people };
    expect(typesOf(history, { type: 'ReverseDeposit', ...reversal })).toBe('ACCOUNT_CLOSED');
    const decided = decide(history, holdFunds({ payoutId: 'payout-2', amountMinor: 1n }));
    expect(decided).toMatchObject({ ok: true, value: [{ type: 'HoldRefused', data: { closed: true } }] });
  });

  it('books what comes back all the same, and says that it moved', () => {
    const came: AccountCommand = {
      type: 'ReturnFunds',
      payoutId: 'payout-1',
      returnId: 'return-1',
      provider: 'connectpsp',
      currency: 'BRL',
      amountMinor: 1_000n,
      feeAmountMinor: 0n,
    };
    expect(typesOf([...spent, closed], came)).toEqual(['FundsReturned', 'ClosedAccountMoved']);
    expect(typesOf(spent, came)).toEqual(['FundsReturned']);
  });

  it('is undone by a decision of two people, once', () => {
    const decided = decide([...spent, closed], reopen);
    if (!decided.ok) throw new Error(decided.refusal);
    expect(decided.value.map(({ type }) => type)).toEqual(['AccountReopened']);
    const history = [...spent, closed, ...decided.value];
    expect(typesOf(history, reopen)).toEqual([]);
    expect(typesOf(history, depositFunds({ depositId: 'deposit-2', reference: 'wire 2' }))).toEqual([
      'FundsDeposited',
    ]);
    // A late repeat of the closing changes nothing; a new one closes it again.
    expect(typesOf(history, close())).toEqual([]);
    expect(typesOf(history, close({ closingId: 'closing-2' }))).toEqual(['AccountClosed']);
    expect(typesOf(spent, reopen)).toBe('ACCOUNT_NOT_CLOSED');
  });
});
