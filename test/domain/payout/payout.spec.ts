import type { PayoutEvent } from '../../../src/domain/payout/events';
import { DECLINED_ON_REPEAT, payout, type PayoutCommand } from '../../../src/domain/payout/payout';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import { given, outcomeOf } from '../given';
import {
  byPoll,
  bySubmission,
  completed,
  contradicted,
  declined,
  failed,
  recordCompletion,
  recordDecline,
  recordFailure,
  recordSubmission,
  recordUnknown,
  rejected,
  rejectPayout,
  repeated,
  repeatSubmission,
  requested,
  requestPayout,
  started,
  startSubmission,
  submitted,
  unknown,
  CLAIMED_COMPLETION,
  CLAIMED_FAILURE,
} from './payout-examples';

const asked = [requested];
const refused = [requested, rejected];
const submitting = [requested, started];
const ACCEPTED_AFTER_ALL = {
  stands: 'FAILED',
  claimed: 'ACCEPTED',
  detail: 'accepted as provider-id-1',
} as const;
const failureUnder = (providerId: string): PayoutCommand =>
  ({ ...recordFailure(), providerId }) as PayoutCommand;
const underWay = [...submitting, submitted];
const inDoubt = [...submitting, unknown()];
const done = [...underWay, completed()];
const gone = [...underWay, failed];
const repeating = [...submitting, repeated()];
const refusedOnce = [...submitting, declined];
const DOUBTED = `${DECLINED_ON_REPEAT}: INSUFFICIENT_FUNDS`;
const refusedOnRepeat = [...repeating, unknown(DOUBTED, true)];
const forPerson = [...submitting, unknown('KEY_ENDED', true)];

/** With the 50.00 of the payout it is one more than an event can carry. */
const TOO_MUCH = MAX_AMOUNT_MINOR - 4_999n;

describe('what the payout accepts', () => {
  const rows: [string, PayoutEvent[], PayoutCommand, PayoutEvent[]][] = [
    ['a request', [], requestPayout(), [requested]],
    ['a rejection', asked, rejectPayout, [rejected]],
    ['the start of the submission', asked, startSubmission(), [started]],
    ['the provider taking it', submitting, recordSubmission(), [submitted]],
    ['the provider taking it, after doubt', inDoubt, recordSubmission(), [submitted]],
    ['doubt about the submission', submitting, recordUnknown(), [unknown()]],
    ['doubt after the provider took it', underWay, recordUnknown(), [unknown()]],
    ['doubt for another reason', inDoubt, recordUnknown('502'), [unknown('502')]],
    ['doubt that a person has to end', inDoubt, recordUnknown('timeout', true), [unknown('timeout', true)]],
    ['another doubt for a person', forPerson, recordUnknown('502', true), [unknown('502', true)]],
    ['the provider taking what waits for a person', forPerson, recordSubmission(), [submitted]],
    [
      'a refusal of the only order, which was reported as paid first: a contradiction',
      [...submitting, completed()],
      recordDecline(),
      [contradicted({ detail: 'refused with INSUFFICIENT_FUNDS', evidence: bySubmission })],
    ],
    ['completion', underWay, recordCompletion(), [completed()]],
    ['completion before the provider answered', submitting, recordCompletion(), [completed()]],
    ['completion that ends the doubt', inDoubt, recordCompletion(), [completed()]],
    [
      'completion without a fee reported: the one expected is booked',
      underWay,
      recordCompletion({ feeAmountMinor: null }),
      [completed({ feeAmountMinor: 31n, finalAmountMinor: 5_031n })],
    ],
    [
      'completion for the largest fee that can be booked',
      underWay,
      recordCompletion({ feeAmountMinor: TOO_MUCH - 1n }),
      [completed({ feeAmountMinor: TOO_MUCH - 1n, finalAmountMinor: MAX_AMOUNT_MINOR })],
    ],
    [
      'completion for a fee above the hold',
      underWay,
      recordCompletion({ feeAmountMinor: 400n }),
      [completed({ feeAmountMinor: 400n, finalAmountMinor: 5_400n })],
    ],
    ['a repeat of the order', submitting, repeatSubmission, [repeated(2)]],
    ['a repeat of the order in doubt', inDoubt, repeatSubmission, [repeated(2)]],
    ['a further repeat, counted on', repeating, repeatSubmission, [repeated(3)]],
    [
      'a further repeat after doubt about the last',
      [...repeating, unknown()],
      repeatSubmission,
      [repeated(3)],
    ],
    ['a repeat after a refusal that proved nothing', refusedOnRepeat, repeatSubmission, [repeated(3)]],
    ['the provider taking it on a repeat', repeating, recordSubmission(), [submitted]],
    ['the provider taking it after all', refusedOnRepeat, recordSubmission(), [submitted]],
    ['a refusal of the one and only submission: failure', submitting, recordDecline(), [declined]],
    ['a refusal in doubt, still the only submission: failure', inDoubt, recordDecline(), [declined]],
    ['a refusal on a repeat: doubt', repeating, recordDecline(), [unknown(DOUBTED, true)]],
    [
      'a refusal on a repeat after doubt: doubt',
      [...inDoubt, repeated()],
      recordDecline(),
      [unknown(DOUBTED, true)],
    ],
    [
      'another refusal on a repeat: doubt for another reason',
      refusedOnRepeat,
      recordDecline('DICT_NOT_FOUND'),
      [unknown(`${DECLINED_ON_REPEAT}: DICT_NOT_FOUND`, true)],
    ],
    ['completion after a refusal that proved nothing', refusedOnRepeat, recordCompletion(), [completed()]],
    ['failure reported after a refusal that proved nothing', refusedOnRepeat, recordFailure(), [failed]],
    [
      'the provider taking what it had refused: a contradiction',
      refusedOnce,
      recordSubmission('provider-id-1', byPoll),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'ACCEPTED',
          detail: 'accepted as provider-id-1',
          providerId: 'provider-id-1',
        }),
      ],
    ],
    [
      'the provider taking, under another id, what has failed: a contradiction',
      gone,
      recordSubmission('provider-id-2'),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'ACCEPTED',
          detail: 'accepted as provider-id-2',
          providerId: 'provider-id-2',
          evidence: bySubmission,
        }),
      ],
    ],
    ['failure', underWay, recordFailure(), [failed]],
    ['failure before the provider answered', submitting, recordFailure(), [failed]],
    ['failure that ends the doubt', inDoubt, recordFailure(), [failed]],
    [
      'failure claimed after completion: a contradiction',
      done,
      recordFailure(byPoll),
      [contradicted({ claim: CLAIMED_FAILURE, providerId: 'provider-id-1' })],
    ],
    [
      'completion claimed after failure: a contradiction',
      gone,
      recordCompletion({ evidence: byPoll }),
      [
        contradicted({
          stands: 'FAILED',
          claimed: 'COMPLETED',
          detail: 'completed as E1 with 5000 BRL minor units and a fee of 12',
          providerId: 'provider-id-1',
          claim: CLAIMED_COMPLETION,
        }),
      ],
    ],
    [
      'completion claimed with another endToEndId: a contradiction',
      done,
      recordCompletion({ endToEndId: 'E2', evidence: byPoll }),
      [
        contradicted({
          claimed: 'COMPLETED',
          detail: 'completed as E2 with 5000 BRL minor units and a fee of 12',
          providerId: 'provider-id-1',
        }),
      ],
    ],
  ];
  it.each(rows)('%s', (_name, history, command, events) => {
    expect(given(payout, history).when(command)).toEqual({ ok: true, value: events });
  });
});

describe('completion claimed again with other facts is a contradiction', () => {
  const rows: [string, Parameters<typeof recordCompletion>[0]][] = [
    ['amount', { amountMinor: 4_999n }],
    ['currency', { currency: 'USD' }],
    ['fee', { feeAmountMinor: 13n }],
    ['endToEndId', { endToEndId: 'E2' }],
  ];
  it.each(rows)('another %s', (_name, over) => {
    expect(outcomeOf(given(payout, done).when(recordCompletion(over)))).toBe('PayoutOutcomeContradicted');
  });
});

it('keeps where notifications are asked for, so that a repeat of the order says the same', () => {
  const webhookUrl = 'https://ledger.example/v1/webhooks/connectpsp';
  const first = { ...startSubmission(), webhookUrl };
  const decision = given(payout, asked).when(first);
  expect(decision).toEqual({ ok: true, value: [{ ...started, data: { ...started.data, webhookUrl } }] });
  const events = [...asked, ...(decision.ok ? decision.value : []), repeated(), unknown(), repeated(3)];
  expect(events.reduce(payout.evolve, payout.initial)).toMatchObject({ webhookUrl, submissions: 3 });
});

describe('a repeat changes nothing', () => {
  const rows: [string, PayoutEvent[], PayoutCommand][] = [
    ['the same request', asked, requestPayout()],
    ['the same request after completion', done, requestPayout()],
    ['the same rejection', refused, rejectPayout],
    ['another key for a submission that started', submitting, startSubmission('key-2')],
    ['another key after the provider took it', underWay, startSubmission('key-2')],
    ['another key while in doubt', inDoubt, startSubmission('key-2')],
    ['another key after completion', done, startSubmission('key-2')],
    ['another key after failure', gone, startSubmission('key-2')],
    ['the same answer of the provider', underWay, recordSubmission()],
    ['the same answer of the provider after completion', done, recordSubmission()],
    ['the provider taking it, learnt after completion', [...submitting, completed()], recordSubmission()],
    ['the same doubt', inDoubt, recordUnknown()],
    ['a doubt that would end by itself, while a person is needed', forPerson, recordUnknown('502')],
    ['the same doubt, while a person is needed', forPerson, recordUnknown('KEY_ENDED')],
    ['doubt after completion', done, recordUnknown()],
    ['doubt after failure', gone, recordUnknown()],
    ['the same completion', done, recordCompletion({ evidence: byPoll })],
    ['the same completion, its fee not reported', done, recordCompletion({ feeAmountMinor: null })],
    ['the same completion, its endToEndId not reported', done, recordCompletion({ endToEndId: null })],
    ['the acceptance of what was reported as failed first', [...submitting, failed], recordSubmission()],
    ['the same failure', gone, recordFailure()],
    ['the same failure on other evidence', gone, recordFailure(byPoll)],
    ['the same contradiction', [...done, contradicted()], recordFailure(byPoll)],
    ['the same contradiction, told by another way', [...done, contradicted()], recordFailure()],
    [
      'the same acceptance after failure',
      [...refusedOnce, contradicted(ACCEPTED_AFTER_ALL)],
      recordSubmission('provider-id-1', byPoll),
    ],
    ['a repeat of an order that was taken', underWay, repeatSubmission],
    ['a repeat of an order that was taken, now in doubt', [...underWay, unknown()], repeatSubmission],
    ['a repeat after completion', done, repeatSubmission],
    ['a repeat after completion that overtook the answer', [...submitting, completed()], repeatSubmission],
    ['a repeat after failure', gone, repeatSubmission],
    ['a repeat after the refusal', refusedOnce, repeatSubmission],
    ['a refusal after the provider took it', underWay, recordDecline()],
    ['a refusal after the provider took it, now in doubt', [...underWay, unknown()], recordDecline()],
    ['a refusal on a repeat that was taken', [...repeating, submitted], recordDecline()],
    ['a refusal after completion', done, recordDecline()],
    ['a refusal on a repeat after completion', [...repeating, completed()], recordDecline()],
    ['a refusal after failure', gone, recordDecline()],
    ['the same refusal', refusedOnce, recordDecline()],
    ['the same refusal on a repeat', refusedOnRepeat, recordDecline()],
  ];
  it.each(rows)('%s', (_name, history, command) => {
    expect(outcomeOf(given(payout, history).when(command))).toBe('nothing');
  });
});

/** Each row breaks the rule named and every later rule of its command that it can break at the same time. */
describe('what the payout refuses, in order of precedence', () => {
  const rows: [string, string, PayoutEvent[], PayoutCommand][] = [
    ['IDEMPOTENCY_KEY_REUSED', 'another request', asked, requestPayout({ fingerprint: 'x' })],
    [
      'IDEMPOTENCY_KEY_REUSED',
      'another request after a rejection',
      refused,
      requestPayout({ fingerprint: 'x' }),
    ],
    ['IDEMPOTENCY_KEY_REUSED', 'another request after completion', done, requestPayout({ fingerprint: 'x' })],

    ['PAYOUT_NOT_FOUND', 'a rejection', [], rejectPayout],
    ['PAYOUT_ALREADY_SUBMITTED', 'a rejection while submitting', submitting, rejectPayout],
    ['PAYOUT_ALREADY_SUBMITTED', 'a rejection under way', underWay, rejectPayout],
    ['PAYOUT_ALREADY_SUBMITTED', 'a rejection in doubt', inDoubt, rejectPayout],
    ['PAYOUT_ALREADY_SUBMITTED', 'a rejection after completion', done, rejectPayout],
    ['PAYOUT_ALREADY_SUBMITTED', 'a rejection after failure', gone, rejectPayout],

    ['PAYOUT_NOT_FOUND', 'a submission', [], startSubmission()],
    ['PAYOUT_REJECTED', 'a submission after the rejection', refused, startSubmission()],

    ['PAYOUT_NOT_FOUND', 'a provider answer', [], recordSubmission()],
    ['PAYOUT_NOT_SUBMITTED', 'a provider answer before the intent', asked, recordSubmission()],
    ['PAYOUT_NOT_SUBMITTED', 'a provider answer after the rejection', refused, recordSubmission()],

    ['PAYOUT_NOT_FOUND', 'a repeat', [], repeatSubmission],
    ['PAYOUT_NOT_SUBMITTED', 'a repeat before the intent', asked, repeatSubmission],
    ['PAYOUT_NOT_SUBMITTED', 'a repeat after the rejection', refused, repeatSubmission],

    ['PAYOUT_NOT_FOUND', 'a refusal', [], recordDecline()],
    ['PAYOUT_NOT_SUBMITTED', 'a refusal before the intent', asked, recordDecline()],
    ['PAYOUT_NOT_SUBMITTED', 'a refusal after the rejection', refused, recordDecline()],

    ['PAYOUT_NOT_FOUND', 'doubt', [], recordUnknown()],
    ['PAYOUT_NOT_SUBMITTED', 'doubt before the intent', asked, recordUnknown()],
    ['PAYOUT_NOT_SUBMITTED', 'doubt after the rejection', refused, recordUnknown()],

    ['PAYOUT_NOT_FOUND', 'completion', [], recordCompletion({ amountMinor: 1n })],
    ['PAYOUT_NOT_SUBMITTED', 'completion before the intent', asked, recordCompletion({ amountMinor: 1n })],
    [
      'PAYOUT_NOT_SUBMITTED',
      'completion after the rejection',
      refused,
      recordCompletion({ amountMinor: 1n }),
    ],
    ['AMOUNT_DIFFERS', 'completion of less', underWay, recordCompletion({ amountMinor: 4_999n })],
    ['AMOUNT_DIFFERS', 'completion of more', inDoubt, recordCompletion({ amountMinor: 5_001n })],
    ['AMOUNT_DIFFERS', 'completion in another currency', submitting, recordCompletion({ currency: 'USD' })],

    ['AMOUNT_DIFFERS', 'before a fee', underWay, recordCompletion({ amountMinor: 1n, feeAmountMinor: -1n })],
    ['FEE_INVALID', 'completion with a negative fee', underWay, recordCompletion({ feeAmountMinor: -1n })],
    [
      'FEE_INVALID',
      'completion with a fee too large',
      inDoubt,
      recordCompletion({ feeAmountMinor: TOO_MUCH }),
    ],

    ['PAYOUT_NOT_FOUND', 'failure', [], recordFailure()],
    ['PROVIDER_ID_DIFFERS', 'failure under another id', underWay, failureUnder('provider-id-2')],
    ['PAYOUT_NOT_SUBMITTED', 'failure before the intent', asked, recordFailure()],
    ['PAYOUT_NOT_SUBMITTED', 'failure after the rejection', refused, recordFailure()],
  ];
  it.each(rows)('%s: %s', (refusal, _name, history, command) => {
    expect(outcomeOf(given(payout, history).when(command))).toBe(refusal);
  });

  it('knows every refusal', () => {
    expect([...new Set(rows.map(([refusal]) => refusal))].sort()).toEqual([
      'AMOUNT_DIFFERS',
      'FEE_INVALID',
      'IDEMPOTENCY_KEY_REUSED',
      'PAYOUT_ALREADY_SUBMITTED',
      'PAYOUT_NOT_FOUND',
      'PAYOUT_NOT_SUBMITTED',
      'PAYOUT_REJECTED',
      'PROVIDER_ID_DIFFERS',
    ]);
  });
});
