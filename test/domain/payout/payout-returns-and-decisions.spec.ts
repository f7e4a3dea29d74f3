import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout, type PayoutCommand } from '../../../src/domain/payout/payout';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import { given, outcomeOf } from '../given';
import {
  byCase,
  byNotification,
  byPoll,
  bySubmission,
  completed,
  contradicted,
  decidedFailed,
  declined,
  failed,
  markFailed,
  markPaid,
  recordCompletion,
  recordFailure,
  recordReturn,
  recordSubmission,
  recordUnknown,
  rejected,
  requested,
  returned,
  started,
  submitted,
  unknown,
  byLaterCase,
  CLAIMED_COMPLETION,
  CLAIMED_FAILURE,
  CLAIMED_RETURN,
} from './payout-examples';

const asked = [requested];
const refused = [requested, rejected];
const submitting = [requested, started];
const underWay = [...submitting, submitted];
const inDoubt = [...submitting, unknown('KEY_ENDED', true)];
const done = [...underWay, completed()];
const gone = [...underWay, failed];
const partly = [...done, returned()];
const decidedGone = [...inDoubt, decidedFailed()];
const decidedPaid = [...gone, completed({ evidence: byCase })];

const rest = { returnId: 'return-2', endToEndId: 'D2', amountMinor: 3_000n };

describe('what the payout accepts of returns and decisions', () => {
  const rows: [string, PayoutEvent[], PayoutCommand, PayoutEvent[]][] = [
    ['a return of a part', done, recordReturn(), [returned()]],
    ['a return of the rest', partly, recordReturn(rest), [returned(rest)]],
    [
      'a return of everything at once',
      done,
      recordReturn({ amountMinor: 5_000n }),
      [returned({ amountMinor: 5_000n })],
    ],
    [
      'a return that cost as much as it brought',
      done,
      recordReturn({ feeAmountMinor: 2_000n }),
      [returned({ feeAmountMinor: 2_000n })],
    ],
    [
      'a return without an id of its own in PIX',
      done,
      recordReturn({ endToEndId: null }),
      [returned({ endToEndId: null })],
    ],
    ['a return of what was decided to be paid', decidedPaid, recordReturn(), [returned()]],
    [
      'a return of what has failed: a contradiction',
      gone,
      recordReturn(),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'RETURNED',
          detail: 'returned as D1 with 2000 BRL minor units',
          claim: CLAIMED_RETURN,
          providerId: 'provider-id-1',
        }),
      ],
    ],

    ['a decision that it was paid, in doubt', inDoubt, markPaid(), [completed({ evidence: byCase })]],
    ['a decision that it was paid, under way', underWay, markPaid(), [completed({ evidence: byCase })]],
    ['a decision that it was paid against a failure', gone, markPaid(), [completed({ evidence: byCase })]],
    [
      'a decision that it was paid, for the fee expected',
      inDoubt,
      markPaid({ feeAmountMinor: null }),
      [completed({ evidence: byCase, feeAmountMinor: 31n, finalAmountMinor: 5_031n })],
    ],
    ['a decision that it was not paid, in doubt', inDoubt, markFailed(), [decidedFailed()]],
    ['a decision that it was not paid against a completion', done, markFailed(), [decidedFailed()]],
    [
      'a second decision, the other way round',
      decidedGone,
      markPaid({ evidence: byLaterCase }),
      [completed({ evidence: byLaterCase })],
    ],
    [
      'a second decision, that it was not paid',
      decidedPaid,
      markFailed(byLaterCase),
      [decidedFailed({ evidence: byLaterCase })],
    ],

    [
      'completion claimed against a decision: a contradiction',
      decidedGone,
      recordCompletion(),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'COMPLETED',
          detail: 'completed as E1 with 5000 BRL minor units and a fee of 12',
          claim: CLAIMED_COMPLETION,
          evidence: byNotification,
        }),
      ],
    ],
    [
      'failure claimed against a decision: a contradiction',
      decidedPaid,
      recordFailure(byPoll),
      [contradicted({ claim: CLAIMED_FAILURE, providerId: 'provider-id-1' })],
    ],
    [
      'the provider taking what was decided to have failed: a contradiction',
      decidedGone,
      recordSubmission(),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'ACCEPTED',
          detail: 'accepted as provider-id-1',
          providerId: 'provider-id-1',
          evidence: bySubmission,
        }),
      ],
    ],
  ];
  it.each(rows)('%s', (_name, history, command, events) => {
    expect(given(payout, history).when(command)).toEqual({ ok: true, value: events });
  });
});

it('keeps the payment’s endToEndId, whatever its returns are called', () => {
  const state = [...partly, returned(rest)].reduce(payout.evolve, payout.initial);
  expect(state).toMatchObject({ status: 'completed', outcome: { endToEndId: 'E1' } });
  expect(state).toMatchObject({ returns: [{ endToEndId: 'D1' }, { endToEndId: 'D2' }] });
});

describe('a repeat of a return or a decision changes nothing', () => {
  const rows: [string, PayoutEvent[], PayoutCommand][] = [
    ['the same return', partly, recordReturn()],
    [
      'the same return on other evidence',
      partly,
      recordReturn({ evidence: byNotification, endToEndId: null }),
    ],
    ['the same return when everything has come back', [...partly, returned(rest)], recordReturn()],
    [
      'the same return of what has failed',
      [
        ...gone,
        contradicted({
          stands: 'FAILED',
          claimed: 'RETURNED',
          detail: 'returned as D1 with 2000 BRL minor units',
        }),
      ],
      recordReturn(),
    ],
    ['the same decision that it was paid', [...inDoubt, completed({ evidence: byCase })], markPaid()],
    ['a decision that says what is known', done, markPaid()],
    ['a decision that says what is known, without the endToEndId', done, markPaid({ endToEndId: null })],
    ['a decision that adds the endToEndId only', [...underWay, completed({ endToEndId: null })], markPaid()],
    ['the same decision that it was not paid', decidedGone, markFailed()],
    [
      'a decision carried out late, when a later one has replaced it',
      [...decidedGone, completed({ evidence: byLaterCase })],
      markFailed(),
    ],
    [
      'a decision that it was paid carried out late, when a later one has replaced it',
      [...decidedPaid, decidedFailed({ evidence: byLaterCase })],
      markPaid(),
    ],
    ['a decision that says what was reported', gone, markFailed()],
    ['a decision that says what was refused', [...submitting, declined], markFailed()],
    ['failure reported after it was decided', decidedGone, recordFailure()],
    ['completion reported after it was decided', decidedPaid, recordCompletion()],
    ['doubt after a decision', decidedGone, recordUnknown('502', true)],
    ['the answer known before the decision', [...underWay, decidedFailed()], recordSubmission()],
  ];
  it.each(rows)('%s', (_name, history, command) => {
    expect(outcomeOf(given(payout, history).when(command))).toBe('nothing');
  });
});

/** Each row breaks the rule named and every later rule of its command that it can break at the same time. */
describe('what the payout refuses of returns and decisions, in order of precedence', () => {
  const wrong = { currency: 'USD', amountMinor: 6_000n, feeAmountMinor: 7_000n } as const;
  const rows: [string, string, PayoutEvent[], PayoutCommand][] = [
    ['PAYOUT_NOT_FOUND', 'a return', [], recordReturn(wrong)],
    ['PAYOUT_NOT_SUBMITTED', 'a return before the intent', asked, recordReturn(wrong)],
    ['PAYOUT_NOT_SUBMITTED', 'a return after the rejection', refused, recordReturn(wrong)],
    ['PAYOUT_NOT_COMPLETED', 'a return while submitting', submitting, recordReturn(wrong)],
    ['PAYOUT_NOT_COMPLETED', 'a return under way', underWay, recordReturn(wrong)],
    ['PAYOUT_NOT_COMPLETED', 'a return in doubt', inDoubt, recordReturn(wrong)],
    ['RETURN_DIFFERS', 'another amount for a return known', partly, recordReturn(wrong)],
    ['RETURN_DIFFERS', 'another fee for a return known', partly, recordReturn({ feeAmountMinor: 1n })],
    ['RETURN_DIFFERS', 'another currency for a return known', partly, recordReturn({ currency: 'USD' })],
    ['AMOUNT_DIFFERS', 'a return in another currency', done, recordReturn(wrong)],
    ['RETURN_INVALID', 'a return of nothing', done, recordReturn({ amountMinor: 0n })],
    ['RETURN_INVALID', 'a negative return', done, recordReturn({ amountMinor: -1n })],
    ['RETURN_INVALID', 'a negative fee', done, recordReturn({ amountMinor: 6_000n, feeAmountMinor: -1n })],
    ['RETURN_INVALID', 'a fee above the return', done, recordReturn({ ...wrong, currency: 'BRL' })],
    [
      'RETURN_EXCEEDS_ORIGINAL',
      'a return of more than was paid',
      done,
      recordReturn({ amountMinor: 5_001n }),
    ],
    ['RETURN_EXCEEDS_ORIGINAL', 'a return of the fee too', done, recordReturn({ amountMinor: 5_012n })],
    [
      'RETURN_EXCEEDS_ORIGINAL',
      'one centavo too much together',
      partly,
      recordReturn({ ...rest, amountMinor: 3_001n }),
    ],

    ['PAYOUT_NOT_FOUND', 'a decision that it was paid', [], markPaid({ feeAmountMinor: -1n })],
    ['PAYOUT_NOT_SUBMITTED', 'paid before the intent', asked, markPaid({ feeAmountMinor: -1n })],
    ['PAYOUT_NOT_SUBMITTED', 'paid after the rejection', refused, markPaid({ feeAmountMinor: -1n })],
    ['OUTCOME_STANDS', 'paid for another fee', done, markPaid({ feeAmountMinor: 13n })],
    ['OUTCOME_STANDS', 'paid for the fee expected', done, markPaid({ feeAmountMinor: null })],
    ['OUTCOME_STANDS', 'paid as another payment', done, markPaid({ endToEndId: 'E2' })],
    ['FEE_INVALID', 'paid for a negative fee', gone, markPaid({ feeAmountMinor: -1n })],
    ['FEE_INVALID', 'paid for too large a fee', inDoubt, markPaid({ feeAmountMinor: MAX_AMOUNT_MINOR })],

    ['PAYOUT_NOT_FOUND', 'a decision that it was not paid', [], markFailed()],
    ['PAYOUT_NOT_SUBMITTED', 'not paid before the intent', asked, markFailed()],
    ['PAYOUT_NOT_SUBMITTED', 'not paid after the rejection', refused, markFailed()],
    ['PAYOUT_RETURNED', 'not paid, although some of it has come back', partly, markFailed()],
  ];
  it.each(rows)('%s: %s', (refusal, _name, history, command) => {
    expect(outcomeOf(given(payout, history).when(command))).toBe(refusal);
  });

  it('knows every refusal', () => {
    expect([...new Set(rows.map(([refusal]) => refusal))].sort()).toEqual([
      'AMOUNT_DIFFERS',
      'FEE_INVALID',
      'OUTCOME_STANDS',
      'PAYOUT_NOT_COMPLETED',
      'PAYOUT_NOT_FOUND',
      'PAYOUT_NOT_SUBMITTED',
      'PAYOUT_RETURNED',
      'RETURN_DIFFERS',
      'RETURN_EXCEEDS_ORIGINAL',
      'RETURN_INVALID',
    ]);
  });
});

describe('an answer that could not be taken', () => {
  const unknown = (refused?: {
    claimed: 'COMPLETED' | 'ACCEPTED';
    evidence: typeof byPoll;
  }): PayoutCommand => ({
    type: 'RecordUnknownOutcome',
    reason: 'POLL_CONTRADICTS: AMOUNT_DIFFERS',
    needsPerson: true,
    ...(refused ? { refused } : {}),
  });
  const typesOf = (history: readonly PayoutEvent[], command: PayoutCommand) => {
    const decided = given(payout, history).when(command);
    return decided.ok ? decided.value.map(({ type }) => type) : decided.refusal;
  };
  const refused = { claimed: 'COMPLETED', evidence: byPoll } as const;

  it.each([
    ['is a doubt while nothing stands', inDoubt, ['PayoutOutcomeUnknown']],
    ['is evidence against a completion', done, ['PayoutOutcomeContradicted']],
    ['is evidence against a failure', gone, ['PayoutOutcomeContradicted']],
  ])('%s', (_name, history, types) => {
    expect(typesOf(history, unknown(refused))).toEqual(types);
  });

  it('is told once, and a doubt without an answer changes nothing that stands', () => {
    const first = given(payout, done).when(unknown(refused));
    if (!first.ok) throw new Error(first.refusal);
    expect(typesOf([...done, ...first.value], unknown(refused))).toEqual([]);
    expect(typesOf(done, unknown())).toEqual([]);
  });
});
