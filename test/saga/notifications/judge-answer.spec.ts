import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout } from '../../../src/domain/payout/payout';
import type { PayoutReport } from '../../../src/providers/port/provider';
import {
  queriedId,
  returnQueryOf,
  type CompletionQuery,
  type ConfirmationAnswer,
  type ConfirmationQuery,
  type FailureQuery,
  type PaidPayout,
  type ReturnedQuery,
} from '../../../src/saga/notifications/confirmation-query';
import {
  judgeAnswer,
  judgeConfirmation,
  type AnswerFinding,
  type ConfirmationResult,
} from '../../../src/saga/notifications/judge-answer';
import { completed, requested, started, submitted } from '../../domain/payout/payout-examples';
import { COMPLETED, FAILED, NOT_FOUND, NOW, PROCESSING, RETURNED, UNCLEAR } from './judge-examples';

const stateOf = (events: readonly PayoutEvent[]) => events.reduce(payout.evolve, payout.initial);
const SENDING = stateOf([requested, started]) as FailureQuery['state'];
const TAKEN = stateOf([requested, started, submitted]) as FailureQuery['state'];
const PAID = stateOf([requested, started, submitted, completed()]) as PaidPayout;

const FAILURE: FailureQuery = { kind: 'failed', state: TAKEN, report: FAILED, providerId: null };
const COMPLETION: CompletionQuery = { kind: 'completed', state: TAKEN, report: COMPLETED, providerId: null };
const RETURN: ReturnedQuery = { kind: 'returned', state: PAID, report: RETURNED };
const FOR_PERSON: PayoutReport = { kind: 'unclear', reason: 'ODD', needsPerson: true };

const answer = (outcome: PayoutReport, provider: 'up' | 'down' = 'up'): ConfirmationAnswer => ({
  result: { outcome, exchanges: [], retryAfterMs: null, provider },
  askedAt: NOW,
});
const result = (value: ConfirmationResult): AnswerFinding => ({ kind: 'result', result: value });
const evidence = (report: PayoutReport, ifRecorded: ConfirmationResult) => ({
  kind: 'report',
  report,
  ifRecorded,
});
const lookup = (found: boolean): AnswerFinding => ({ kind: 'lookup', found });

type Row = [string, ConfirmationQuery, ConfirmationAnswer | undefined, object];

const OTHER_FEE = { ...COMPLETED, feeAmountMinor: 13n };
const OTHER_AMOUNT = { ...COMPLETED, amountMinor: 4_999n };
const OTHER_ID = { ...COMPLETED, endToEndId: 'E2' };
const NO_ID = { ...COMPLETED, endToEndId: null };
const PAID_AND_RETURNED = { ...RETURNED, completion: COMPLETED };

describe('the answer about a failure', () => {
  it.each<Row>([
    ['confirms it', FAILURE, answer({ ...FAILED, code: 'OTHER' }), result('CONFIRMED')],
    ['of "not found" counts as a lookup', FAILURE, answer(NOT_FOUND), lookup(false)],
    ['of progress counts as a lookup', FAILURE, answer(PROCESSING), lookup(true)],
    [
      'of "not found" about the known id counts too',
      { ...FAILURE, providerId: 'provider-id-1' },
      answer(NOT_FOUND),
      lookup(false),
    ],
    [
      'of "not found" about another id decides nothing',
      { ...FAILURE, providerId: 'P9' },
      answer(NOT_FOUND),
      result('OPEN'),
    ],
    [
      'of "not found" before an acceptance decides nothing',
      { ...FAILURE, state: SENDING },
      answer(NOT_FOUND),
      result('OPEN'),
    ],
    [
      'of progress before an acceptance decides nothing',
      { ...FAILURE, state: SENDING },
      answer(PROCESSING),
      result('OPEN'),
    ],
    ['of a completion contradicts it', FAILURE, answer(COMPLETED), evidence(COMPLETED, 'CONTRADICTED')],
    ['of a return contradicts it', FAILURE, answer(RETURNED), evidence(RETURNED, 'CONTRADICTED')],
    ['that is unclear decides nothing', FAILURE, answer(UNCLEAR), result('OPEN')],
    ['that is for a person decides nothing', FAILURE, answer(FOR_PERSON), result('OPEN')],
    ['of a provider that is down is none', FAILURE, answer(UNCLEAR, 'down'), result('UNANSWERED')],
    ['is none when the gate held the call back', FAILURE, undefined, result('UNANSWERED')],
  ])('%s', (_name, query, given, expected) => {
    expect(judgeAnswer(query, given)).toEqual(expected);
  });
});

describe('the answer about a completion', () => {
  it.each<Row>([
    ['confirms it', COMPLETION, answer(COMPLETED), evidence(COMPLETED, 'CONFIRMED')],
    ['confirms it without a PIX id', COMPLETION, answer(NO_ID), evidence(NO_ID, 'CONFIRMED')],
    ['with another fee contradicts it', COMPLETION, answer(OTHER_FEE), evidence(OTHER_FEE, 'CONTRADICTED')],
    [
      'with another amount contradicts it',
      COMPLETION,
      answer(OTHER_AMOUNT),
      evidence(OTHER_AMOUNT, 'CONTRADICTED'),
    ],
    ['with another PIX id contradicts it', COMPLETION, answer(OTHER_ID), evidence(OTHER_ID, 'CONTRADICTED')],
    [
      'of a return that proves the payment confirms it',
      COMPLETION,
      answer(PAID_AND_RETURNED),
      evidence(PAID_AND_RETURNED, 'CONFIRMED'),
    ],
    ['of a return alone contradicts it', COMPLETION, answer(RETURNED), evidence(RETURNED, 'CONTRADICTED')],
    ['of a failure contradicts it, and is not recorded', COMPLETION, answer(FAILED), result('CONTRADICTED')],
    ['of progress decides nothing', COMPLETION, answer(PROCESSING), result('OPEN')],
    ['of "not found" decides nothing', COMPLETION, answer(NOT_FOUND), result('OPEN')],
    ['of a provider that is down is none', COMPLETION, answer(UNCLEAR, 'down'), result('UNANSWERED')],
    ['is none when the gate held the call back', COMPLETION, undefined, result('UNANSWERED')],
  ])('%s', (_name, query, given, expected) => {
    expect(judgeAnswer(query, given)).toEqual(expected);
  });
});

describe('the answer about a return', () => {
  it.each<Row>([
    ['confirms it', RETURN, answer(RETURNED), result('CONFIRMED')],
    ['confirms it without a PIX id', RETURN, answer({ ...RETURNED, endToEndId: null }), result('CONFIRMED')],
    [
      'with another PIX id contradicts it',
      RETURN,
      answer({ ...RETURNED, endToEndId: 'D2' }),
      result('CONTRADICTED'),
    ],
    [
      'with another amount contradicts it',
      RETURN,
      answer({ ...RETURNED, amountMinor: 1n }),
      result('CONTRADICTED'),
    ],
    [
      'with another fee contradicts it',
      RETURN,
      answer({ ...RETURNED, feeAmountMinor: 1n }),
      result('CONTRADICTED'),
    ],
    ['that is for a person contradicts it', RETURN, answer(FOR_PERSON), result('CONTRADICTED')],
    ['that is unclear decides nothing', RETURN, answer(UNCLEAR), result('OPEN')],
    ['of "not found" decides nothing', RETURN, answer(NOT_FOUND), result('OPEN')],
    ['of a completion decides nothing', RETURN, answer(COMPLETED), result('OPEN')],
    ['of a provider that is down is none', RETURN, answer(UNCLEAR, 'down'), result('UNANSWERED')],
    ['is none when the gate held the call back', RETURN, undefined, result('UNANSWERED')],
  ])('%s', (_name, query, given, expected) => {
    expect(judgeAnswer(query, given)).toEqual(expected);
  });
});

describe('the judgement after the confirmation', () => {
  const judged = { kind: 'confirm', payoutId: 'payout-1', query: FAILURE } as const;
  const wait = { kind: 'wait', payoutToPoll: null };
  const quarantine = (reason: string) => ({ kind: 'quarantined', payoutId: 'payout-1', reason });

  it.each<[ConfirmationResult, object, object]>([
    ['CONFIRMED', ...twice({ kind: 'record', payoutId: 'payout-1', report: FAILED })],
    ['CONTRADICTED', ...twice(quarantine('CONTRADICTED_BY_PROVIDER'))],
    ['UNANSWERED', ...twice(wait)],
    ['OPEN', wait, quarantine('NOT_CONFIRMED_BY_PROVIDER')],
  ])('%s', (confirmation, early, late) => {
    expect(judgeConfirmation(judged, confirmation, false)).toEqual(early);
    expect(judgeConfirmation(judged, confirmation, true)).toEqual(late);
  });

  function twice(each: object): [object, object] {
    return [each, each];
  }
});

describe('the query', () => {
  it('names the id of the notification, else the known one, else none', () => {
    expect([
      queriedId({ ...FAILURE, providerId: 'P9' }),
      queriedId(FAILURE),
      queriedId({ ...FAILURE, state: SENDING }),
    ]).toEqual(['P9', 'provider-id-1', null]);
  });

  it('about a return names the acceptance that paid', () => {
    const acceptances = [{ providerId: 'P2', outcome: 'COMPLETED' }] as unknown as PaidPayout['acceptances'];
    const payment = { externalReference: 'withdrawal-1', endToEndId: 'E1' };
    expect(returnQueryOf(RETURN)).toEqual({
      returnName: 'r1',
      returnEndToEndId: 'D1',
      payment: { ...payment, providerId: 'provider-id-1' },
    });
    expect(returnQueryOf({ ...RETURN, state: { ...PAID, acceptances } }).payment.providerId).toBe('P2');
  });
});
