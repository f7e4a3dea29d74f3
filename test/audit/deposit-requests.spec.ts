import { Books } from '../../src/audit/books';
import type { AccountEvent, DepositRequested } from '../../src/domain/account/events';
import { deposited, opened } from '../domain/account/account-examples';
import { recorded, type Recordable } from '../support/history';

const NOON = '2026-01-02T12:00:00.000Z';
const EXPIRES = '2026-01-03T12:00:00.000Z';
const named = { accountId: 'merchant-1', depositId: 'deposit-1', currency: 'BRL' } as const;
const requested = (over: Partial<DepositRequested> = {}): AccountEvent => ({
  type: 'DepositRequested',
  data: {
    ...named,
    clientId: 'till',
    fingerprint: 'f-1',
    amountMinor: 10_000n,
    provider: 'connectpsp',
    reference: 'wire 1',
    requestedAt: NOON,
    approval: {
      rules: [{ ruleId: 'large', version: 1, text: 'A person looks' }],
      approvals: 1,
      expiresAt: EXPIRES,
    },
    ...over,
  },
});
const approved = (approvedBy: string, approvedAt = NOON): AccountEvent => ({
  type: 'DepositApproved',
  data: { ...named, approvedBy, approvedAt, approval: 1, of: 1 },
});
const rejected: AccountEvent = {
  type: 'DepositApprovalRejected',
  data: { ...named, rejectedBy: 'bea', reason: 'r', rejectedAt: NOON },
};
const expired = (expiredAt = EXPIRES): AccountEvent => ({
  type: 'DepositApprovalExpired',
  data: { ...named, expiresAt: EXPIRES, expiredAt },
});
const booked = (over: object = {}): AccountEvent =>
  deposited({ clientId: 'till', depositedAt: NOON, approvedBy: ['ana'], ...over });
const closed: AccountEvent = {
  type: 'AccountClosed',
  data: {
    ...{ accountId: 'merchant-1', currency: 'BRL', closingId: 'c', reason: 'r' },
    ...{ closedBy: 'desk', closedAt: NOON },
  },
};

const violations = (...events: Recordable[]): string[] => {
  const books = new Books();
  for (const event of recorded([opened, ...events])) books.apply(event);
  return books.checkTotals().map(({ invariant, detail }) => `${invariant} ${detail}`);
};

describe('deposits that wait for people', () => {
  it.each<[string, Recordable[]]>([
    ['waiting', [requested()]],
    ['approved by another person, and booked', [requested(), approved('ana'), booked()]],
    [
      'rejected, with its reference booked by another',
      [requested(), rejected, deposited({ depositId: 'd-2' })],
    ],
    ['expired, and its account closed', [requested(), expired(), closed]],
  ])('are coherent: %s', (_, events) => {
    expect(violations(...events)).toEqual([]);
  });

  it.each<[string, Recordable[]]>([
    ['I18 deposit deposit-1 is booked with 0 of 1 approvals', [requested(), booked({ approvedBy: [] })]],
    [
      'I18 deposit deposit-1 is decided by till',
      [requested(), approved('till'), booked({ approvedBy: ['till'] })],
    ],
    ['I18 deposit deposit-1 is booked after its end', [requested(), rejected, approved('ana'), booked()]],
    ['I18 deposit deposit-1 is ended and does not wait', [requested(), approved('ana'), booked(), expired()]],
    ['I18 deposit deposit-1 is approved at', [requested(), approved('ana', EXPIRES), booked()]],
    ['I18 deposit deposit-1 expired at', [requested(), expired(NOON)]],
    [
      'I18 deposit deposit-1 names other people',
      [requested(), approved('ana'), booked({ approvedBy: ['bea'] })],
    ],
    [
      'I18 deposit deposit-1 is booked otherwise',
      [requested(), approved('ana'), booked({ amountMinor: 10_001n })],
    ],
    ['I18 deposit deposit-1 names approvals, and never waited', [booked()]],
    ['I9 deposit deposit-1 is requested a second time', [requested(), requested()]],
    [
      'I9 deposit d-2 books what deposit deposit-1',
      [requested(), deposited({ depositId: 'd-2', clientId: 'x' })],
    ],
    ['I19 the account is closed while deposits wait', [requested(), closed]],
    ['I19 DepositRequested on a closed account', [closed, requested()]],
  ])('are found: %s', (found, events) => {
    expect(violations(...events)).toEqual(expect.arrayContaining([expect.stringContaining(found)]));
  });
});
