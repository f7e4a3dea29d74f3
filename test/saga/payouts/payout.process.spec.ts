import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout } from '../../../src/domain/payout/payout';
import {
  KEY_LIFE_ENDED,
  nextPoll,
  nextStep,
  payoutToWake,
  type PayoutStep,
  type PayoutTiming,
  type Situation,
} from '../../../src/saga/payouts/payout.process';
import {
  byCase,
  completed,
  failed,
  rejected,
  repeated,
  requested,
  returned,
  started,
  submitted,
  unknown,
} from '../../domain/payout/payout-examples';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const TIMING: PayoutTiming = {
  requestMs: 15 * SECOND,
  callMs: 55 * SECOND,
  pollMs: 30 * SECOND,
  keyLifeMs: 23 * HOUR,
  lookupMs: 45 * SECOND,
  longestLookupMs: 5 * MINUTE,
  maxOrders: 2,
  outcomeMs: 24 * HOUR,
};
const NOW = new Date('2026-03-10T12:00:00.000Z');
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);

/** A payout that was requested and sent so long ago, and had its last activity then too. */
const since = (ageMs: number, over: Partial<Situation> = {}): Situation => ({
  now: NOW,
  holdAnswered: true,
  requestedAt: ago(ageMs),
  submissionStartedAt: ago(ageMs),
  lastSubmissionAt: ago(ageMs),
  repeatDecidedAt: undefined,
  lastActivityAt: ago(ageMs),
  keyless: false,
  unsent: false,
  tokenRefused: false,
  pollNow: false,
  ...over,
});
const KEYLESS = { keyless: true };

const NOT_FOUND = (atMs: number, submission = 1): PayoutEvent => ({
  type: 'PayoutLookedFor',
  data: {
    payoutId: 'payout-1',
    submission,
    found: false,
    askedAt: ago(atMs).toISOString(),
    answerHashes: [],
  },
});
const REPEAT_DECIDED: PayoutEvent = {
  type: 'PayoutRepeatDecided',
  data: { payoutId: 'payout-1', evidence: byCase },
};
/** Three lookups over two minutes did not find the order. */
const MISSING = [NOT_FOUND(120 * SECOND), NOT_FOUND(60 * SECOND), NOT_FOUND(0)];
const MISSING_AGAIN = [repeated(), ...[120, 60, 0].map(seconds => NOT_FOUND(seconds * SECOND, 2))];
const KEY_ENDED = unknown(KEY_LIFE_ENDED, true);

const sending = [requested, started];
const taken = [...sending, submitted];
const timedOut = [...sending, unknown('TIMEOUT')];
const takenAndUnclear = [...taken, unknown('ODD')];
const takenAndWithPerson = [...taken, unknown('ODD', true)];

/** Milliseconds to wait from NOW, a step, or nothing more to do. */
type Expected = number | PayoutStep | 'done';

const after = (events: readonly PayoutEvent[], situation: Situation): Expected => {
  const action = nextStep(events.reduce(payout.evolve, payout.initial), situation, TIMING);
  if (action.kind === 'done') return 'done';
  return action.kind === 'step' ? action.step : action.until.getTime() - NOW.getTime();
};

type Row = [string, readonly PayoutEvent[], Situation, Expected];

const ENDS: Row[] = [
  ['there is no payout', [], since(0), 'done'],
  ['it was rejected', [requested, rejected], since(0), 'done'],
  ['it completed', [...taken, completed()], since(0), 'SETTLE'],
  ['it failed', [...taken, failed], since(0), 'SETTLE'],
];

const REQUESTED: Row[] = [
  ['the account has answered', [requested], since(0), 'START_SUBMISSION'],
  ['its handler may still hold', [requested], since(14 * SECOND, { holdAnswered: false }), 1 * SECOND],
  ['its handler is late', [requested], since(15 * SECOND, { holdAnswered: false }), 'START_SUBMISSION'],
  [
    'it was requested in the future of this clock',
    [requested],
    since(-HOUR, { holdAnswered: false }),
    15 * SECOND,
  ],
];

const SUBMITTING: Row[] = [
  ['a call may be under way', sending, since(54 * SECOND), 1 * SECOND],
  ['no call is under way', sending, since(55 * SECOND), 'SUBMIT'],
  ['the payout is old', sending, since(HOUR, { lastActivityAt: ago(10 * MINUTE) }), 5 * MINUTE],
  ['the key is old', sending, since(23 * HOUR), 'OPEN_CASE'],
  ['nothing left a second ago', sending, since(SECOND, { unsent: true }), 'SUBMIT'],
  ['nothing left half a second ago', sending, since(500, { unsent: true }), 500],
  ['nothing left and the key is old', sending, since(23 * HOUR, { unsent: true }), 'OPEN_CASE'],
  ['there is no key: nothing left', sending, since(SECOND, { unsent: true, keyless: true }), 'SUBMIT'],
  ['there is no key: young', sending, since(44 * SECOND, KEYLESS), 1 * SECOND],
  ['there is no key: due', sending, since(45 * SECOND, KEYLESS), 'LOOK_UP_ORDER'],
  [
    'there is no key: old order',
    sending,
    since(HOUR, { ...KEYLESS, lastActivityAt: ago(4 * MINUTE) }),
    MINUTE,
  ],
  [
    'there is no key: a quarter of eight minutes',
    sending,
    since(8 * MINUTE, { ...KEYLESS, lastActivityAt: ago(MINUTE) }),
    MINUTE,
  ],
  ['there is no key: missing', [...sending, ...MISSING], since(3 * MINUTE, KEYLESS), 'SUBMIT'],
  [
    'there is no key: missing after the last order',
    [...sending, ...MISSING, ...MISSING_AGAIN],
    since(3 * MINUTE, KEYLESS),
    'OPEN_CASE',
  ],
  ['there is no key: too old', sending, since(23 * HOUR, KEYLESS), 'OPEN_CASE'],
];

const SUBMITTED: Row[] = [
  ['young', taken, since(29 * SECOND), 1 * SECOND],
  ['due', taken, since(30 * SECOND), 'POLL_PROVIDER'],
  ['young, but a notification waits', taken, since(SECOND, { pollNow: true }), 'POLL_PROVIDER'],
  ['two hours old', taken, since(2 * HOUR, { lastActivityAt: NOW }), 30 * MINUTE],
  ['ten hours old', taken, since(10 * HOUR, { lastActivityAt: NOW }), HOUR],
  ['without an outcome for a day', taken, since(24 * HOUR, { lastActivityAt: NOW }), 'REPORT_OVERDUE'],
];

const UNKNOWN: Row[] = [
  ['a timeout, young', timedOut, since(29 * SECOND), 1 * SECOND],
  ['a timeout, due', timedOut, since(30 * SECOND), 'SUBMIT'],
  ['its token was refused', timedOut, since(0, { tokenRefused: true }), 'SUBMIT'],
  [
    'its token was refused and the key is old',
    timedOut,
    since(23 * HOUR, { tokenRefused: true }),
    'OPEN_CASE',
  ],
  ['the key is old', timedOut, since(23 * HOUR), 'OPEN_CASE'],
  [
    'the key is old, by its first submission',
    timedOut,
    since(23 * HOUR, { lastActivityAt: NOW }),
    'OPEN_CASE',
  ],
  ['a person has it', [...sending, KEY_ENDED], since(24 * HOUR), HOUR],
  ['people decided to repeat', [...sending, KEY_ENDED, REPEAT_DECIDED], since(24 * HOUR), 'SUBMIT'],
  [
    'the key is old, but people decided lately to repeat',
    timedOut,
    since(23 * HOUR, { repeatDecidedAt: ago(MINUTE), lastActivityAt: ago(HOUR) }),
    'SUBMIT',
  ],
  ['no key: due', timedOut, since(45 * SECOND, KEYLESS), 'LOOK_UP_ORDER'],
  ['no key: missing', [...timedOut, ...MISSING], since(3 * MINUTE, KEYLESS), 'SUBMIT'],
  ['no key: too old', timedOut, since(23 * HOUR, KEYLESS), 'OPEN_CASE'],
  [
    'no key: a person has it',
    [...sending, unknown('NOT_RESOLVED', true)],
    since(24 * HOUR, { ...KEYLESS, lastActivityAt: NOW }),
    HOUR,
  ],
  [
    'no key: a person has it, and it is missing',
    [...sending, unknown('NOT_RESOLVED', true), ...MISSING],
    since(24 * HOUR, KEYLESS),
    'LOOK_UP_ORDER',
  ],
  ['taken: due', takenAndUnclear, since(30 * SECOND), 'POLL_PROVIDER'],
  ['taken: a notification waits', takenAndUnclear, since(0, { pollNow: true }), 'POLL_PROVIDER'],
  ['taken: for a day', takenAndUnclear, since(24 * HOUR), 'REPORT_OVERDUE'],
  ['taken: for a day, a person has it', takenAndWithPerson, since(24 * HOUR), 'POLL_PROVIDER'],
];

describe('the next step of a payout', () => {
  it.each(ENDS)('where %s', (_name, events, situation, expected) => {
    expect(after(events, situation)).toBe(expected);
  });

  it.each(REQUESTED)('that is requested: %s', (_name, events, situation, expected) => {
    expect(after(events, situation)).toBe(expected);
  });

  it.each(SUBMITTING)('that is being sent: %s', (_name, events, situation, expected) => {
    expect(after(events, situation)).toBe(expected);
  });

  it.each(SUBMITTED)('that is taken: %s', (_name, events, situation, expected) => {
    expect(after(events, situation)).toBe(expected);
  });

  it.each(UNKNOWN)('whose outcome is unknown: %s', (_name, events, situation, expected) => {
    expect(after(events, situation)).toBe(expected);
  });
});

describe('the next poll', () => {
  it('ignores an activity in the future of this clock', () => {
    const situation = since(0, { requestedAt: ago(0), lastActivityAt: ago(-HOUR) });
    expect(nextPoll(situation, TIMING)).toEqual({ kind: 'wait', until: ago(-30 * SECOND) });
  });
});

describe('an event that wakes its payout', () => {
  const account = {
    accountId: 'merchant-1',
    payoutId: 'payout-1',
    amountMinor: 1n,
    currency: 'BRL',
  } as const;
  it.each([
    { type: 'FundsHeld', data: account } as const,
    rejected,
    completed(),
    failed,
    returned(),
    REPEAT_DECIDED,
  ])('is $type', event => {
    expect(payoutToWake(event)).toBe('payout-1');
  });

  it.each([requested, started, submitted, unknown('TIMEOUT')])('is not $type', event => {
    expect(payoutToWake(event)).toBeUndefined();
  });
});
