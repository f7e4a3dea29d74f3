import type { PayoutEvent, PayoutRequested } from '../../../src/domain/payout/events';
import { payout, type PayoutCommand } from '../../../src/domain/payout/payout';
import { given, outcomeOf } from '../given';
import { rejectPayout, request, startSubmission } from '../payout/payout-examples';

const BEFORE = '2026-01-02T10:00:00.000Z';
const EXPIRES = '2026-01-03T03:04:05.000Z';

const demand = (approvals = 1): NonNullable<PayoutRequested['approval']> => ({
  rules: [{ ruleId: 'large', version: 3, text: 'Above R$ 50,000.00 a person looks' }],
  approvals,
  expiresAt: EXPIRES,
});
const requested = (approvals = 1): PayoutEvent => ({
  type: 'PayoutRequested',
  data: request({ approval: demand(approvals) }),
});
const approve = (person: string, now = BEFORE, madeKeysOf: string[] = []): PayoutCommand => ({
  type: 'ApprovePayout',
  person,
  madeKeysOf,
  now,
});
const reject = (person: string, now = BEFORE, madeKeysOf: string[] = []): PayoutCommand => ({
  type: 'RejectApproval',
  person,
  madeKeysOf,
  reason: 'not ours',
  now,
});
const expire = (now: string): PayoutCommand => ({ type: 'ExpireApproval', now });

/** The history that the commands make, one after another. */
function after(approvals: number, ...commands: PayoutCommand[]): PayoutEvent[] {
  const history = [requested(approvals)];
  for (const command of commands) {
    const decided = given(payout, history).when(command);
    if (decided.ok) history.push(...decided.value);
  }
  return history;
}

const outcome = (history: PayoutEvent[], command: PayoutCommand) =>
  outcomeOf(given(payout, history).when(command));

describe('a payout that waits for people', () => {
  test('is never submitted before enough people have approved it', () => {
    expect(outcome(after(1), startSubmission())).toBe('PAYOUT_NOT_APPROVED');
    expect(outcome(after(2, approve('ana')), startSubmission())).toBe('PAYOUT_NOT_APPROVED');
    expect(outcome(after(1, approve('ana')), startSubmission())).toBe('PayoutSubmissionStarted');
    expect(outcome(after(2, approve('ana'), approve('bea')), startSubmission())).toBe(
      'PayoutSubmissionStarted',
    );
  });

  test('counts each person once', () => {
    expect(outcome(after(2, approve('ana')), approve('ana'))).toBe('nothing');
    expect(outcome(after(2, approve('ana'), approve('ana')), startSubmission())).toBe('PAYOUT_NOT_APPROVED');
  });

  test('records which approval of how many it is', () => {
    const decided = given(payout, after(2, approve('ana'))).when(approve('bea'));
    expect(decided).toMatchObject({
      value: [{ data: { approvedBy: 'bea', approval: 2, of: 2, approvedAt: BEFORE } }],
    });
  });

  test('is decided neither by who asked for it nor by who made the key that asked', () => {
    for (const decide of [approve, reject]) {
      expect(outcome(after(1), decide('client-1'))).toBe('REQUESTER_CANNOT_APPROVE');
      expect(outcome(after(1), decide('ana', BEFORE, ['other', 'client-1']))).toBe(
        'REQUESTER_CANNOT_APPROVE',
      );
    }
  });

  test('is not approved by who made a key of another approver, who can still reject it', () => {
    const history = after(2, approve('ana'));
    expect(outcome(history, approve('bea', BEFORE, ['till', 'ana']))).toBe('KEY_MAKER_CANNOT_CONFIRM');
    expect(outcome(history, approve('bea', BEFORE, ['till']))).toBe('PayoutApproved');
    expect(outcome(history, reject('bea', BEFORE, ['ana']))).toBe('PayoutApprovalRejected');
  });

  test('can be rejected by one person, also after an approval, until enough have approved', () => {
    expect(outcome(after(2, approve('ana')), reject('bea'))).toBe('PayoutApprovalRejected');
    expect(outcome(after(1, approve('ana')), reject('bea'))).toBe('PAYOUT_APPROVED');
    expect(outcome(after(1, reject('bea')), reject('bea'))).toBe('nothing');
    expect(outcome(after(1, reject('bea')), reject('ana'))).toBe('APPROVAL_REJECTED');
    expect(outcome(after(1, reject('bea')), approve('ana'))).toBe('APPROVAL_REJECTED');
    expect(outcome(after(1, reject('bea')), startSubmission())).toBe('APPROVAL_REJECTED');
  });

  test('expires by the clock, not before, and then nobody decides it', () => {
    expect(outcome(after(1), expire(BEFORE))).toBe('nothing');
    expect(outcome(after(1), expire(EXPIRES))).toBe('PayoutApprovalExpired');
    expect(outcome(after(1), approve('ana', EXPIRES))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(1), reject('ana', EXPIRES))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(1, expire(EXPIRES)), approve('ana'))).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(1, expire(EXPIRES)), startSubmission())).toBe('APPROVAL_EXPIRED');
    expect(outcome(after(1, approve('ana')), expire(EXPIRES))).toBe('nothing');
  });

  test('is rejected for lack of funds like any other, and an end by people stays the end', () => {
    expect(outcome(after(1), rejectPayout)).toBe('PayoutRejected');
    expect(outcome(after(1, rejectPayout), approve('ana'))).toBe('PAYOUT_REJECTED');
    expect(outcome(after(1, reject('ana')), rejectPayout)).toBe('nothing');
  });

  test('has nothing to decide where no rule applied', () => {
    const ordinary: PayoutEvent[] = [{ type: 'PayoutRequested', data: request() }];
    expect(outcome(ordinary, approve('ana'))).toBe('APPROVAL_NOT_NEEDED');
    expect(outcome(ordinary, reject('ana'))).toBe('APPROVAL_NOT_NEEDED');
    expect(outcome(ordinary, expire(EXPIRES))).toBe('nothing');
    expect(outcome(ordinary, startSubmission())).toBe('PayoutSubmissionStarted');
  });
});
