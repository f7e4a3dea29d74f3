import fc from 'fast-check';
import type { PayoutEvent, PayoutOutcomeContradicted } from '../../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../../src/domain/payout/payout';
import { SAME_RUNS } from '../../support/test-seed';
import { asText } from '../given';
import {
  decideRepeat,
  markFailed,
  markPaid,
  recordCompletion,
  recordDecline,
  recordFailure,
  recordLook,
  recordReturn,
  recordSubmission,
  recordUnknown,
  rejectPayout,
  repeatIfMissing,
  repeatSubmission,
  requestPayout,
  startSubmission,
} from './payout-examples';

const RUNS = { numRuns: 300 };
const TERMINAL = new Set(['PayoutRejected', 'PayoutCompleted', 'PayoutFailed']);

const decided = (decisionEventId: string) => ({ kind: 'case' as const, caseId: 'case-1', decisionEventId });

const payoutCommand: fc.Arbitrary<PayoutCommand> = fc.oneof(
  fc.constantFrom('f-1', 'f-1', 'f-2').map(fingerprint => requestPayout({ fingerprint })),
  fc.constant(rejectPayout),
  fc.constantFrom('key-1', 'key-2').map(key => startSubmission(key)),
  fc.constantFrom(repeatSubmission, repeatSubmission, repeatIfMissing),
  fc
    .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
    .map(([atS, submission, found]) => recordLook(atS, { submission, found })),
  fc.constantFrom('d-5', 'd-6').map(decisionEventId => decideRepeat(decided(decisionEventId))),
  fc
    .tuple(fc.constantFrom('id-1', 'id-2'), fc.constantFrom('h-5', 'h-6'))
    .map(([id, answerHash]) => recordSubmission(id, { kind: 'submission', answerHash })),
  fc.constantFrom('INSUFFICIENT_FUNDS', 'DICT_NOT_FOUND').map(code => recordDecline(code)),
  fc
    .tuple(fc.constantFrom('timeout', '502'), fc.boolean())
    .map(([reason, needsPerson]) => recordUnknown(reason, needsPerson)),
  fc
    .record({
      endToEndId: fc.constantFrom('E1', 'E2', null),
      amountMinor: fc.constantFrom(5_000n, 5_000n, 4_999n),
      feeAmountMinor: fc.constantFrom(0n, 31n, 400n, null),
      evidence: fc.constantFrom('h-1', 'h-2').map(answerHash => ({ kind: 'poll' as const, answerHash })),
    })
    .map(recordCompletion),
  fc.constantFrom('h-3', 'h-4').map(answerHash => recordFailure({ kind: 'poll', answerHash })),
  fc
    .record({
      returnId: fc.constantFrom('r-1', 'r-2', 'r-3'),
      amountMinor: fc.constantFrom(1_000n, 2_000n, 3_000n, 5_000n, 5_001n),
      feeAmountMinor: fc.constantFrom(0n, 0n, 7n),
      evidence: fc.constantFrom('h-7', 'h-8').map(answerHash => ({ kind: 'poll' as const, answerHash })),
    })
    .map(recordReturn),
  fc
    .record({
      endToEndId: fc.constantFrom('E1', null),
      feeAmountMinor: fc.constantFrom(0n, 31n, null),
      evidence: fc.constantFrom('d-1', 'd-2').map(decided),
    })
    .map(markPaid),
  fc.constantFrom('d-3', 'd-4').map(decisionEventId => markFailed(decided(decisionEventId))),
);

function runPayout(commands: readonly PayoutCommand[]): { state: PayoutState; events: PayoutEvent[] } {
  let state = payout.initial;
  const events: PayoutEvent[] = [];
  for (const command of commands) {
    const decision = payout.decide(state, command);
    if (!decision.ok) continue;
    state = decision.value.reduce(payout.evolve, state);
    events.push(...decision.value);
  }
  return { state, events };
}

const payoutRuns = fc
  .array(payoutCommand, { maxLength: 40 })
  .map(commands => runPayout([requestPayout(), startSubmission(), ...commands].slice(commands.length % 3)));

const shuffled = payoutRuns.chain(({ events }) => fc.shuffledSubarray(events, { minLength: events.length }));

const count = (events: PayoutEvent[], type: PayoutEvent['type']) =>
  events.filter(event => event.type === type).length;

const isDecided = ({ data }: PayoutEvent) => 'evidence' in data && data.evidence.kind === 'case';

/** Nothing but a refusal fails a payout on the answer to a submission. */
const isBelievedRefusal = ({ type, data }: PayoutEvent) =>
  type === 'PayoutFailed' && data.evidence.kind === 'submission';

/** What they meet is no luck. */
const sameRuns = () => fc.sample(payoutRuns, { ...RUNS, ...SAME_RUNS }).map(({ events }) => events);

/** The last word on the payout before the event at this place. */
const outcomeBefore = (events: PayoutEvent[], index: number) =>
  events.slice(0, index).findLast(({ type }) => TERMINAL.has(type))?.type;

/** What is claimed, of which payment: a completion told without an id and again with one is told twice. */
const claimIn = ({ stands, claimed, detail, providerId }: PayoutOutcomeContradicted): string =>
  [stands, claimed, claimed === 'FAILED' ? '' : detail, JSON.stringify(providerId)].join(' ');

describe('the payout under any sequence of commands', () => {
  it('meets every event on the way', () => {
    const met = new Set(sameRuns().flatMap(events => events.map(({ type }) => type)));
    expect(met.size).toBe(12);
  });

  it('is requested once, has one provider key, and one outcome that nothing but a decision replaces', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        expect(count(events, 'PayoutRequested')).toBeLessThanOrEqual(1);
        expect(count(events, 'PayoutSubmissionStarted')).toBeLessThanOrEqual(1);
        const outcomes = events.filter(event => TERMINAL.has(event.type) && !isDecided(event));
        expect(outcomes.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  it('records nothing after the outcome but returns, decisions and contradictions, each claim once', () => {
    const allowed = new Set(['PayoutOutcomeContradicted', 'PayoutReturned']);
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        const outcome = events.findIndex(({ type }) => TERMINAL.has(type));
        const after = outcome < 0 ? [] : events.slice(outcome + 1);
        for (const event of after) expect(allowed.has(event.type) || isDecided(event)).toBe(true);
        const against = after.flatMap(event =>
          event.type === 'PayoutOutcomeContradicted' ? [claimIn(event.data)] : [],
        );
        expect(new Set(against).size).toBe(against.length);
      }),
      RUNS,
    );
  });

  it('returns at most what was paid, each return once, and never after or before a failure', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        const back = events.flatMap(event => (event.type === 'PayoutReturned' ? [event.data] : []));
        expect(new Set(back.map(({ returnId }) => returnId)).size).toBe(back.length);
        expect(back.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBeLessThanOrEqual(5_000n);
        const first = events.findIndex(({ type }) => type === 'PayoutReturned');
        if (first < 0) return;
        expect(outcomeBefore(events, first)).toBe('PayoutCompleted');
        expect(count(events.slice(first), 'PayoutFailed')).toBe(0);
      }),
      RUNS,
    );
  });

  it('says nothing of an outcome before the intent to submit is recorded', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        const intent = events.findIndex(({ type }) => type === 'PayoutSubmissionStarted');
        const before = intent < 0 ? events : events.slice(0, intent);
        for (const { type } of before) expect(['PayoutRequested', 'PayoutRejected']).toContain(type);
        if (intent >= 0) expect(count(events, 'PayoutRejected')).toBe(0);
      }),
      RUNS,
    );
  });

  it('counts its repeats, and repeats nothing that the provider took', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        const repeats = events.flatMap(event =>
          event.type === 'PayoutSubmissionRepeated' ? [event.data] : [],
        );
        expect(repeats.map(({ submission }) => submission)).toEqual(repeats.map((_, index) => index + 2));
        const taken = events.findIndex(({ type }) => type === 'PayoutSubmitted');
        const after = taken < 0 ? [] : events.slice(taken);
        expect(count(after, 'PayoutSubmissionRepeated')).toBe(0);
      }),
      RUNS,
    );
  });

  it('believes a refusal only of an order that was sent once and never taken', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        const end = events.findIndex(isBelievedRefusal);
        if (end < 0) return;
        const before = events.slice(0, end);
        expect(count(before, 'PayoutSubmissionRepeated')).toBe(0);
        expect(count(before, 'PayoutSubmitted')).toBe(0);
      }),
      RUNS,
    );
    expect(sameRuns().some(events => events.some(isBelievedRefusal))).toBe(true);
  });

  it('completes for final = original + fee, original being what was requested', () => {
    fc.assert(
      fc.property(payoutRuns, ({ events }) => {
        for (const event of events) {
          if (event.type !== 'PayoutCompleted') continue;
          expect(event.data.originalAmountMinor).toBe(5_000n);
          expect(event.data.finalAmountMinor).toBe(
            event.data.originalAmountMinor + event.data.feeAmountMinor,
          );
        }
      }),
      RUNS,
    );
  });

  it('replays twice to the same state, which is the state it decided on', () => {
    fc.assert(
      fc.property(payoutRuns, ({ state, events }) => {
        const replay = () => events.reduce(payout.evolve, payout.initial);
        expect(replay()).toEqual(state);
        expect(asText(replay())).toBe(asText(replay()));
      }),
      RUNS,
    );
  });

  it('folds any events of its own, in any order, without throwing', () => {
    fc.assert(
      fc.property(shuffled, mixed => {
        expect(() => mixed.reduce(payout.evolve, payout.initial)).not.toThrow();
      }),
      RUNS,
    );
  });
});
