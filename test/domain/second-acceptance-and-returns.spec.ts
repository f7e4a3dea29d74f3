import type { CaseDecision, CaseKind } from '../../src/domain/case/events';
import { planDecision } from '../../src/domain/case/decision-plan';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { payout } from '../../src/domain/payout/payout';
import { given, outcomeOf } from './given';
import {
  byCase,
  byLaterCase,
  bySubmission,
  completed,
  contradicted,
  decidedFailed,
  failed,
  markFailed,
  markPaid,
  recordReturn,
  recordSubmission,
  requested,
  returned,
  started,
  submitted,
  unknown,
} from './payout/payout-examples';

const underWay = [requested, started, submitted];
const inDoubt = [requested, started, unknown('KEY_ENDED', true)];
const done = [...underWay, completed()];
const gone = [...underWay, failed];

describe('a second acceptance after the payout has ended', () => {
  it.each([
    ['COMPLETED', done],
    ['FAILED', gone],
  ] as const)('under another id, is a contradiction to %s, never dropped', (stands, history) => {
    const decided = given(payout, history).when(recordSubmission('provider-id-2'));
    const detail = 'accepted as provider-id-2';
    const claimed = 'ACCEPTED';
    const evidence = bySubmission;
    const providerId = 'provider-id-2';
    const claim = contradicted({ stands, claimed, detail, providerId, evidence });
    expect(decided).toEqual({ ok: true, value: [claim] });
  });

  it('is recorded once', () => {
    const detail = 'accepted as provider-id-2';
    const once = contradicted({ claimed: 'ACCEPTED', detail, evidence: bySubmission });
    expect(outcomeOf(given(payout, [...done, once]).when(recordSubmission('provider-id-2')))).toBe('nothing');
  });

  it('is nothing under the id that is known', () => {
    expect(outcomeOf(given(payout, done).when(recordSubmission()))).toBe('nothing');
  });
});

describe('a return that is told under two names', () => {
  const once = [...done, returned({ returnId: 'told by one event', endToEndId: 'D1' })];

  it('is one return by its id in PIX', () => {
    const again = recordReturn({ returnId: 'told by another', endToEndId: 'D1' });
    expect(outcomeOf(given(payout, once).when(again))).toBe('nothing');
  });

  it('is not believed in other figures', () => {
    const more = recordReturn({ returnId: 'told by another', endToEndId: 'D1', amountMinor: 2_001n });
    expect(outcomeOf(given(payout, once).when(more))).toBe('RETURN_DIFFERS');
  });

  it('is two returns where the ids differ, or where there is none', () => {
    const other = recordReturn({ returnId: 'return-2', endToEndId: 'D2' });
    expect(outcomeOf(given(payout, once).when(other))).toBe('PayoutReturned');
    const unnamed = [...done, returned({ endToEndId: null })];
    const second = recordReturn({ returnId: 'return-2', endToEndId: null });
    expect(outcomeOf(given(payout, unnamed).when(second))).toBe('PayoutReturned');
  });
});

describe('a decision on an unknown outcome that has become known since', () => {
  const MARKED_FAILED: CaseDecision = { type: 'MARK_FAILED' };
  const MARKED_PAID: CaseDecision = { type: 'MARK_PAID', feeAmountMinor: null, endToEndId: null };
  const WRITTEN_OFF: CaseDecision = { type: 'WRITE_OFF', amountMinor: 5_000n, direction: 'LEFT_FLOAT' };
  const plan = (
    history: readonly PayoutEvent[],
    decision: CaseDecision,
    kind: CaseKind = 'OUTCOME_UNKNOWN',
  ) => {
    const state = history.reduce(payout.evolve, payout.initial);
    return planDecision({ opened: { kind }, decision, state, claim: null, evidence: byCase });
  };
  const paidSince = [...inDoubt, completed()];
  const failedSince = [...inDoubt, failed];
  const rows: [string, readonly PayoutEvent[], CaseDecision][] = [
    ['marked failed, and it was paid', paidSince, MARKED_FAILED],
    ['marked paid, and it failed', failedSince, MARKED_PAID],
    ['written off, and it was paid: the money is booked', paidSince, WRITTEN_OFF],
    ['written off, and it failed: no money has left', failedSince, WRITTEN_OFF],
    [
      'marked failed, and another case decided otherwise',
      [...inDoubt, completed({ evidence: byLaterCase })],
      MARKED_FAILED,
    ],
  ];
  it.each(rows)('undoes nothing: %s', (_name, history, decision) => {
    expect(plan(history, decision)).toEqual({ ok: false, refusal: 'OUTCOME_STANDS' });
  });

  /** The outcome arrives after the plan was made and before it is carried out. */
  it.each(rows)('undoes nothing between the plan and its execution: %s', (_name, history, decision) => {
    const planned = plan(inDoubt, decision);
    if (!planned.ok) throw new Error(planned.refusal);
    expect(planned.value.commands).toHaveLength(1);
    for (const command of planned.value.commands)
      expect(outcomeOf(given(payout, history).when(command))).toBe('OUTCOME_STANDS');
  });

  it('writes nothing off that has come to its end in between, whatever the case is of', () => {
    const planned = plan(inDoubt, WRITTEN_OFF, 'NOTIFICATION_QUARANTINED');
    if (!planned.ok) throw new Error(planned.refusal);
    const [command] = planned.value.commands;
    expect(outcomeOf(given(payout, paidSince).when(command!))).toBe('OUTCOME_STANDS');
  });

  it('is carried out once where it made the outcome itself', () => {
    const written = [...inDoubt, decidedFailed()];
    const again = plan(written, WRITTEN_OFF);
    expect(again).toMatchObject({ ok: true, value: { commands: [], suspense: { amountMinor: 5_000n } } });
    expect(outcomeOf(given(payout, written).when(markFailed()))).toBe('nothing');
  });

  it('still overrules an outcome on the case of a contradiction', () => {
    expect(plan(done, MARKED_FAILED, 'OUTCOME_CONTRADICTED')).toMatchObject({ ok: true });
    expect(outcomeOf(given(payout, gone).when(markPaid()))).toBe('PayoutCompleted');
  });
});
