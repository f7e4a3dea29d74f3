import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../../src/domain/payout/payout';
import {
  byCase,
  byLaterCase,
  decideRepeat,
  recordCompletion,
  recordLook,
  recordSubmission,
  recordUnknown,
  repeatIfMissing,
  repeatSubmission,
  requestPayout,
  startSubmission,
} from './payout-examples';

const SENT = [requestPayout({ provider: 'ntxpay' }), startSubmission(), recordUnknown()];
/** Three times not found, over two minutes. */
const MISSING = [recordLook(0), recordLook(60), recordLook(120)];

function run(commands: readonly PayoutCommand[]): { state: PayoutState; events: PayoutEvent[] } {
  let state = payout.initial;
  const events: PayoutEvent[] = [];
  for (const command of commands) {
    const decision = payout.decide(state, command);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal}`);
    state = decision.value.reduce(payout.evolve, state);
    events.push(...decision.value);
  }
  return { state, events };
}

const decide = (history: readonly PayoutCommand[], command: PayoutCommand) => {
  const decision = payout.decide(run(history).state, command);
  return decision.ok ? decision.value.map(({ type }) => type) : decision.refusal;
};

describe('an order that only our reference protects from being paid twice', () => {
  it('is sent again when it was not found three times over two minutes', () => {
    expect(decide([...SENT, ...MISSING], repeatIfMissing)).toEqual(['PayoutSubmissionRepeated']);
  });

  it.each<[string, PayoutCommand[]]>([
    ['nobody has looked for it', []],
    ['it was looked for twice', [recordLook(0), recordLook(600)]],
    ['it was looked for within less than two minutes', [recordLook(0), recordLook(60), recordLook(119)]],
    [
      'it was found in between',
      [recordLook(0), recordLook(60), recordLook(90, { found: true }), recordLook(200)],
    ],
    [
      'the lookups were for what had been sent before',
      MISSING.map(look => ({ ...look, submission: 0 }) as PayoutCommand),
    ],
    ['it stands in front of a person', [...MISSING, recordUnknown('POLL_CONTRADICTS', true)]],
    ['it was sent again meanwhile', [...MISSING, repeatIfMissing]],
  ])('is not sent again where %s', (_, history) => {
    expect(decide([...SENT, ...history], repeatIfMissing)).toBe('PAYOUT_NOT_MISSING');
  });

  it('is looked for anew after each repeat', () => {
    const later = [400, 460, 520].map(atS => recordLook(atS, { submission: 2 }));
    expect(decide([...SENT, ...MISSING, repeatIfMissing, ...later], repeatIfMissing)).toEqual([
      'PayoutSubmissionRepeated',
    ]);
  });

  it.each<[string, PayoutCommand[]]>([
    ['was found', [recordSubmission()]],
    ['was paid', [recordCompletion()]],
  ])('is not sent again once it %s', (_, history) => {
    expect(decide([...SENT, ...MISSING, ...history], repeatIfMissing)).toEqual([]);
  });

  it('needs no lookups where the provider has a key', () => {
    expect(decide(SENT, repeatSubmission)).toEqual(['PayoutSubmissionRepeated']);
  });

  it('records no more lookups than it takes, and a find only against them', () => {
    expect(decide([...SENT, ...MISSING], recordLook(180))).toEqual([]);
    expect(decide(SENT, recordLook(0, { found: true }))).toEqual([]);
    expect(decide([...SENT, recordLook(0)], recordLook(60, { found: true }))).toEqual(['PayoutLookedFor']);
  });

  it('keeps lookups over what else is recorded, and forgets them when it is taken', () => {
    const { state } = run([...SENT, recordLook(0), recordUnknown('another reason')]);
    expect(state).toMatchObject({ lookups: { notFound: 1 } });
    expect(run([...SENT, ...MISSING, recordSubmission()]).state).toMatchObject({ lookups: { notFound: 0 } });
  });
});

describe('a repeat that two people decided', () => {
  const GIVEN = [...SENT, recordUnknown('PROVIDER_KEY_LIFE_ENDED', true)];

  it('is sent without lookups, once, and waits for nobody any more', () => {
    const decided = [...GIVEN, decideRepeat()];
    expect(run(decided).state).toMatchObject({ status: 'unknown', needsPerson: false, repeatDecided: true });
    expect(decide(decided, repeatIfMissing)).toEqual(['PayoutSubmissionRepeated']);
    expect(decide([...decided, repeatIfMissing], repeatIfMissing)).toBe('PAYOUT_NOT_MISSING');
  });

  it('is one repeat however often the decision is carried out, and another decision another one', () => {
    const carriedOut = [...GIVEN, decideRepeat(byCase), repeatIfMissing];
    expect(decide(carriedOut, decideRepeat(byCase))).toEqual([]);
    expect(decide(carriedOut, decideRepeat(byLaterCase))).toEqual(['PayoutRepeatDecided']);
  });

  it.each<[string, PayoutCommand, string]>([
    ['was taken', recordSubmission(), 'PAYOUT_ALREADY_SUBMITTED'],
    ['has an outcome', recordCompletion(), 'OUTCOME_STANDS'],
  ])('is refused for an order that %s', (_, command, refusal) => {
    expect(decide([...GIVEN, command], decideRepeat())).toBe(refusal);
  });
});
