import fc from 'fast-check';
import { caseDecider, type CaseCommand } from '../../../src/domain/case/case';
import { CASE_KINDS, type CaseEvent } from '../../../src/domain/case/events';
import {
  accepted,
  decide,
  DISMISS,
  failDecision,
  MARK_FAILED,
  markedPaid,
  openCase,
  resolve,
  writtenOff,
} from './case-examples';
import { SAME_RUNS } from '../../support/test-seed';
import { asText } from '../given';

const RUNS = { numRuns: 500 };

const anyDecision = fc.constantFrom(
  MARK_FAILED,
  DISMISS,
  markedPaid(),
  markedPaid(12n),
  writtenOff(),
  accepted(),
);
const anyCommand: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc
    .record({ kind: fc.constantFrom(...CASE_KINDS), payoutId: fc.constantFrom('payout-1', null) })
    .map(openCase),
  fc
    .tuple(fc.constantFrom('ann', 'bob', 'cid'), anyDecision, fc.constantFrom('seen', 'asked'))
    .map(([person, decision, reason]) => decide(person, decision, reason)),
  fc
    .tuple(fc.constantFrom('ann', 'bob'), fc.constantFrom(MARK_FAILED, markedPaid()))
    .map(([person, decision]) => decide(person, decision)),
  fc.constant(failDecision),
  fc
    .constantFrom('EVIDENCE' as const, 'MARK_FAILED' as const, 'MARK_PAID' as const, 'DISMISS' as const)
    .map(resolve),
);

function runCase(commands: readonly CaseCommand[]) {
  let state = caseDecider.initial;
  const events: CaseEvent[] = [];
  for (const command of commands) {
    const decision = caseDecider.decide(state, command);
    if (!decision.ok) continue;
    state = decision.value.reduce(caseDecider.evolve, state);
    events.push(...decision.value);
  }
  return { state, events };
}

const caseRuns = fc.array(anyCommand, { maxLength: 30, size: 'max' }).map(runCase);

/** The proposal that a confirmation is for: the last one before it. */
const proposalBefore = (events: readonly CaseEvent[], index: number) =>
  events
    .slice(0, index)
    .flatMap(event => (event.type === 'CaseDecisionProposed' ? [event.data] : []))
    .at(-1);

describe('a case under any sequence of commands', () => {
  it('lets two people move money, never one', () => {
    fc.assert(
      fc.property(caseRuns, ({ events }) => {
        events.forEach((event, index) => {
          if (event.type !== 'CaseDecisionConfirmed') return;
          const proposal = proposalBefore(events, index)!;
          // Nothing stands between a proposal and its confirmation: what was replaced is never confirmed.
          expect(events[index - 1]).toEqual({ type: 'CaseDecisionProposed', data: proposal });
          if (proposal.decision.type === 'DISMISS') return;
          expect(event.data.confirmedBy).not.toBe(proposal.proposedBy);
        });
      }),
      RUNS,
    );
  });

  it('is opened once and resolved at most once, by what was confirmed or by evidence, and then says no more', () => {
    fc.assert(
      fc.property(caseRuns, ({ events }) => {
        expect(events.filter(({ type }) => type === 'CaseOpened').length).toBe(events.length > 0 ? 1 : 0);
        const end = events.findIndex(({ type }) => type === 'CaseResolved');
        if (end < 0) return;
        expect(end).toBe(events.length - 1);
        const resolution = (events[end] as Extract<CaseEvent, { type: 'CaseResolved' }>).data.resolution;
        const before = events[end - 1]!.type;
        if (resolution === 'EVIDENCE') expect(before).not.toBe('CaseDecisionConfirmed');
        else {
          expect(before).toBe('CaseDecisionConfirmed');
          expect(proposalBefore(events, end)?.decision.type).toBe(resolution);
        }
      }),
      RUNS,
    );
  });

  it('meets confirmations that move money, and every way to end', () => {
    const met = fc.sample(caseRuns, { numRuns: 2_000, ...SAME_RUNS }).flatMap(({ events }) => events);
    const ends = met.flatMap(event => (event.type === 'CaseResolved' ? [event.data.resolution] : []));
    expect([...new Set(ends)].sort()).toEqual(['DISMISS', 'EVIDENCE', 'MARK_FAILED', 'MARK_PAID']);
    expect(met.map(({ type }) => type)).toContain('CaseDecisionConfirmed');
  });

  it('replays twice to the same state, which is the state it decided on', () => {
    fc.assert(
      fc.property(caseRuns, ({ state, events }) => {
        const replay = () => events.reduce(caseDecider.evolve, caseDecider.initial);
        expect(asText(replay())).toBe(asText(state));
      }),
      RUNS,
    );
  });
});
