import { account, type AccountCommand } from '../../../src/domain/account/account';
import { packAccount } from '../../../src/domain/account/account-memory';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import type { AccountEvent } from '../../../src/domain/account/events';
import { deposited, depositFunds, opened } from './account-examples';

const BEFORE = '2026-01-02T10:00:00.000Z';
const EXPIRES = '2026-01-03T03:04:05.000Z';
const EVIDENCE = { kind: 'STATEMENT_LINE', textHash: 'h', signature: null } as const;

const demand = (approvals = 1) => ({
  rules: [{ ruleId: 'large-deposits', version: 1, text: 'From R$ 50.00 on a person looks' }],
  approvals,
  expiresAt: EXPIRES,
});
const waiting = (approvals = 1, over: object = {}): AccountCommand =>
  ({
    ...depositFunds({ clientId: 'till', evidence: EVIDENCE, personal: { evidenceText: 'Maria' } }),
    approval: demand(approvals),
    ...over,
  }) as AccountCommand;
const by = (person: string, now = BEFORE, madeKeysOf: string[] = []) =>
  ({ depositId: 'deposit-1', person, madeKeysOf, now }) as const;
const approve = (...args: Parameters<typeof by>): AccountCommand => ({
  type: 'ApproveDeposit',
  ...by(...args),
});
const reject = (...args: Parameters<typeof by>): AccountCommand => ({
  type: 'RejectDeposit',
  reason: 'not ours',
  ...by(...args),
});
const expire = (now: string): AccountCommand => ({ type: 'ExpireDeposit', depositId: 'deposit-1', now });

/** The history that the commands make on a new account, one after another. */
function after(...commands: AccountCommand[]): AccountEvent[] {
  const history: AccountEvent[] = [opened];
  for (const command of commands) {
    const decided = account.decide(stateOf(history), command);
    if (decided.ok) history.push(...decided.value);
  }
  return history;
}
/** Packing changes nothing that the account decides. */
const stateOf = (events: readonly AccountEvent[]) =>
  packAccount(events.reduce(account.evolve, account.initial));
const availableAfter = (...commands: AccountCommand[]) => stateOf(after(...commands))?.availableMinor;
function outcome(history: readonly AccountEvent[], command: AccountCommand): string {
  const decided = account.decide(stateOf(history), command);
  if (!decided.ok) return decided.refusal;
  return decided.value.map(({ type }) => type).join(' ') || 'nothing';
}

describe('a deposit that waits for people', () => {
  it('moves nothing before enough people have approved it, and is then booked as it was requested', () => {
    expect(availableAfter(waiting(2))).toBe(0n);
    expect(availableAfter(waiting(2), approve('ana'))).toBe(0n);
    const history = after(waiting(2), approve('ana'));
    const decided = account.decide(stateOf(history), approve('bea'));
    const { data } = deposited({ clientId: 'till', depositedAt: BEFORE, evidence: EVIDENCE }) as {
      data: object;
    };
    expect(decided).toEqual({
      ok: true,
      value: [
        {
          type: 'DepositApproved',
          data: {
            ...{ accountId: 'merchant-1', depositId: 'deposit-1', currency: 'BRL' },
            ...{ approvedBy: 'bea', approvedAt: BEFORE, approval: 2, of: 2 },
          },
        },
        { type: 'FundsDeposited', data: { ...data, approvedBy: ['ana', 'bea'] } },
      ],
    });
    expect(availableAfter(waiting(2), approve('ana'), approve('bea'))).toBe(10_000n);
  });

  it('is booked at once where no rule applies', () => {
    expect(outcome([opened], depositFunds())).toBe('FundsDeposited');
    expect(outcome([opened, deposited()], approve('ana'))).toBe('APPROVAL_NOT_NEEDED');
    expect(outcome([opened], approve('ana'))).toBe('DEPOSIT_NOT_FOUND');
  });

  it('is decided neither by who recorded it nor by who made the key that recorded it', () => {
    for (const decide of [approve, reject]) {
      expect(outcome(after(waiting()), decide('till'))).toBe('REQUESTER_CANNOT_APPROVE');
      expect(outcome(after(waiting()), decide('ana', BEFORE, ['x', 'till']))).toBe(
        'REQUESTER_CANNOT_APPROVE',
      );
    }
  });

  it('counts each person once, and no person beside one whose key that person made', () => {
    const history = after(waiting(2), approve('ana'));
    expect(outcome(history, approve('ana'))).toBe('nothing');
    expect(outcome(history, approve('bea', BEFORE, ['ana']))).toBe('KEY_MAKER_CANNOT_CONFIRM');
    expect(outcome(history, reject('bea', BEFORE, ['ana']))).toBe('DepositApprovalRejected');
  });

  it('is never booked after a person has rejected it, and never rejected after it is booked', () => {
    const rejected = after(waiting(), reject('bea'));
    expect(outcome(rejected, approve('ana'))).toBe('APPROVAL_REJECTED');
    expect(outcome(rejected, reject('bea'))).toBe('nothing');
    expect(outcome(rejected, reject('ana'))).toBe('APPROVAL_REJECTED');
    const booked = after(waiting(), approve('ana'));
    expect(outcome(booked, reject('bea'))).toBe('DEPOSIT_APPROVED');
    expect(outcome(booked, approve('ana'))).toBe('nothing');
    expect(outcome(booked, approve('bea'))).toBe('DEPOSIT_APPROVED');
    expect(stateOf([...booked, ...after(waiting(), approve('ana')).slice(4)])?.availableMinor).toBe(10_000n);
  });

  it('expires by the clock, not before, and is never booked then', () => {
    expect(outcome(after(waiting()), expire(BEFORE))).toBe('nothing');
    expect(outcome(after(waiting()), expire(EXPIRES))).toBe('DepositApprovalExpired');
    expect(outcome(after(waiting()), approve('ana', EXPIRES))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(waiting()), reject('ana', EXPIRES))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(waiting(), expire(EXPIRES)), approve('ana'))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(waiting(), approve('ana')), expire(EXPIRES))).toBe('nothing');
  });

  it('is one deposit with its repeats, and takes its reference until it has ended', () => {
    const history = after(waiting());
    const other = (over: object) =>
      ({ ...depositFunds(), depositId: 'deposit-2', ...over }) as AccountCommand;
    for (const past of [history, after(waiting(), approve('ana')), after(waiting(), expire(EXPIRES))]) {
      expect(outcome(past, waiting())).toBe('nothing');
      // Also when the rules have changed since: the same request is never booked beside its approval.
      expect(outcome(past, depositFunds())).toBe('nothing');
      expect(outcome(past, depositFunds({ fingerprint: 'f-2' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    }
    expect(outcome(history, other({}))).toBe('EXTERNAL_REFERENCE_USED');
    expect(outcome(after(waiting(), approve('ana')), other({}))).toBe('EXTERNAL_REFERENCE_USED');
    expect(outcome(after(waiting(), reject('ana')), other({}))).toBe('FundsDeposited');
    expect(outcome(after(waiting(), expire(EXPIRES)), other({}))).toBe('FundsDeposited');
  });

  it('keeps its account open until it has ended', () => {
    const close: AccountCommand = {
      ...{ type: 'CloseAccount', closingId: 'c', reason: 'over', closedBy: 'desk', closedAt: BEFORE },
    };
    expect(outcome(after(waiting()), close)).toBe('ACCOUNT_NOT_CLOSABLE');
    expect(outcome(after(waiting(), reject('ana')), close)).toBe('AccountClosed');
  });

  it('is not booked where the account could not hold it', () => {
    const rich = depositFunds({ depositId: 'deposit-9', reference: 'wire 9', amountMinor: MAX_AMOUNT_MINOR });
    const history = after(waiting(), rich);
    expect(history).toHaveLength(3);
    expect(outcome(history, approve('ana'))).toBe('AMOUNT_INVALID');
  });
});
