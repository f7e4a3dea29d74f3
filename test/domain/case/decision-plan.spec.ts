import type { CaseDecision, CaseKind } from '../../../src/domain/case/events';
import {
  planDecision,
  type CasePlan,
  type PlanInput,
  type PlanRefusal,
} from '../../../src/domain/case/decision-plan';
import type { Claim, PayoutEvent } from '../../../src/domain/payout/events';
import { payout } from '../../../src/domain/payout/payout';
import {
  byCase,
  CLAIMED_COMPLETION,
  CLAIMED_FAILURE,
  CLAIMED_RETURN,
  completed,
  failed,
  rejected,
  requested,
  returned,
  started,
  submitted,
} from '../payout/payout-examples';

const underWay = [requested, started, submitted];
const done = [...underWay, completed()];
const gone = [...underWay, failed];
const PAID: CaseDecision = { type: 'MARK_PAID', feeAmountMinor: 12n, endToEndId: 'E1' };
const FAILED: CaseDecision = { type: 'MARK_FAILED' };
const ACCEPT: CaseDecision = { type: 'ACCEPT_EVIDENCE', payoutId: null };
const writeOff = (amountMinor: bigint): CaseDecision => ({
  type: 'WRITE_OFF',
  amountMinor,
  direction: 'LEFT_FLOAT',
});

/** A return that names what came back, and no other amount, as the payment's. */
const PART_AS_PAYMENT = {
  ...CLAIMED_RETURN,
  completion: { ...CLAIMED_COMPLETION, amountMinor: 2_000n },
} as Claim;

const plan = (
  history: readonly PayoutEvent[],
  decision: CaseDecision,
  claim: Claim | null = null,
  kind: CaseKind = 'OUTCOME_CONTRADICTED',
) => {
  const state = history.reduce(payout.evolve, payout.initial);
  const input: PlanInput = { opened: { kind }, decision, state, claim, evidence: byCase };
  return planDecision(input);
};
const typesOf = ({ commands, suspense }: CasePlan) => [
  ...commands.map(({ type }) => type),
  ...(suspense ? ['SUSPENSE'] : []),
];

describe('what a decision comes to', () => {
  const rows: [string, readonly PayoutEvent[], CaseDecision, Claim | null, string[]][] = [
    ['paid, under way', underWay, PAID, null, ['MarkPaid']],
    ['paid, taken for failed', gone, PAID, null, ['MarkPaid']],
    [
      'sent again, not known to be taken',
      [requested, started],
      { type: 'SEND_AGAIN' },
      null,
      ['DecideRepeat'],
    ],
    ['not paid, under way', underWay, FAILED, null, ['MarkFailed']],
    ['not paid, taken for paid', done, FAILED, null, ['MarkFailed']],
    ['written off, under way: it fails first', underWay, writeOff(1n), null, ['MarkFailed', 'SUSPENSE']],
    ['written off, paid: the outcome stands', done, writeOff(1n), null, ['SUSPENSE']],
    ['written off, failed: the outcome stands', gone, writeOff(1n), null, ['SUSPENSE']],
    ['a failure accepted against a completion', done, ACCEPT, CLAIMED_FAILURE, ['MarkFailed']],
    ['a completion accepted against a failure', gone, ACCEPT, CLAIMED_COMPLETION, ['MarkPaid']],
    ['a completion accepted under way', underWay, ACCEPT, CLAIMED_COMPLETION, ['MarkPaid']],
    ['a return accepted', done, ACCEPT, CLAIMED_RETURN, ['RecordReturn']],
    ['a return whose words name the part as the payment', done, ACCEPT, PART_AS_PAYMENT, ['RecordReturn']],
    ['a return of what was taken for failed', gone, ACCEPT, CLAIMED_RETURN, ['MarkPaid', 'RecordReturn']],
    ['nothing to be done', done, { type: 'DISMISS' }, null, []],
  ];
  it.each(rows)('%s', (_name, history, decision, claim, types) => {
    const planned = plan(history, decision, claim);
    expect(planned.ok && typesOf(planned.value)).toEqual(types);
  });

  it('of a fee above the hold is nothing more: it is booked already', () => {
    expect(plan(done, ACCEPT, null, 'FEE_ABOVE_HOLD')).toEqual({
      ok: true,
      value: { commands: [], suspense: null },
    });
  });

  it('of an excess that the customer is to pay is booked on the account, of a payment that stands only', () => {
    const CHARGE: CaseDecision = { type: 'CHARGE_CUSTOMER', amountMinor: 69n };
    expect(plan(done, CHARGE, null, 'FEE_ABOVE_HOLD')).toEqual({
      ok: true,
      value: { commands: [], suspense: null, chargeMinor: 69n },
    });
    expect(plan(gone, CHARGE, null, 'FEE_ABOVE_HOLD')).toMatchObject({ refusal: 'PAYOUT_NOT_COMPLETED' });
  });

  it('books the fee of the evidence, not the one expected', () => {
    const planned = plan(gone, ACCEPT, { ...CLAIMED_COMPLETION, feeAmountMinor: 44n } as Claim);
    expect(planned).toMatchObject({ value: { commands: [{ type: 'MarkPaid', feeAmountMinor: 44n }] } });
  });

  it.each(rows)('once it is done it comes to nothing more: %s', (_name, history, decision, claim) => {
    const planned = plan(history, decision, claim);
    if (!planned.ok) throw new Error(planned.refusal);
    const events = planned.value.commands.reduce((known, command) => {
      const decided = payout.decide(known.reduce(payout.evolve, payout.initial), command);
      return decided.ok ? [...known, ...decided.value] : known;
    }, history);
    const again = plan(events, decision, claim);
    if (!again.ok) throw new Error(again.refusal);
    for (const command of again.value.commands)
      expect(payout.decide(events.reduce(payout.evolve, payout.initial), command)).toEqual({
        ok: true,
        value: [],
      });
  });
});

describe('a decision is not possible', () => {
  const rows: [string, readonly PayoutEvent[], CaseDecision, Claim | null, PlanRefusal][] = [
    ['of no payout', [], PAID, null, 'PAYOUT_NOT_FOUND'],
    ['paid, never sent', [requested], PAID, null, 'PAYOUT_NOT_SUBMITTED'],
    ['failed, never sent', [requested], FAILED, null, 'PAYOUT_NOT_SUBMITTED'],
    ['written off, never sent', [requested], writeOff(1n), null, 'PAYOUT_NOT_SUBMITTED'],
    ['written off, rejected', [requested, rejected], writeOff(1n), null, 'PAYOUT_NOT_SUBMITTED'],
    ['written off: nothing', underWay, writeOff(0n), null, 'AMOUNT_INVALID'],
    ['written off: less than nothing', underWay, writeOff(-1n), null, 'AMOUNT_INVALID'],
    ['written off: more than can be written', underWay, writeOff(2n ** 60n), null, 'AMOUNT_INVALID'],
    ['failed, when some has come back', [...done, returned()], FAILED, null, 'PAYOUT_RETURNED'],
    [
      'paid for another fee than stands',
      done,
      { ...PAID, feeAmountMinor: 13n } as CaseDecision,
      null,
      'OUTCOME_STANDS',
    ],
    ['accepting evidence that says nothing', underWay, ACCEPT, null, 'EVIDENCE_NOT_DECISIVE'],
    [
      'accepting another amount',
      underWay,
      ACCEPT,
      { ...CLAIMED_COMPLETION, amountMinor: 1n } as Claim,
      'AMOUNT_DIFFERS',
    ],
    [
      'accepting a return of what is not known to be paid',
      underWay,
      ACCEPT,
      CLAIMED_RETURN,
      'PAYOUT_NOT_COMPLETED',
    ],
    [
      'accepting a return as proof of a payment of another amount',
      gone,
      ACCEPT,
      PART_AS_PAYMENT,
      'AMOUNT_DIFFERS',
    ],
    [
      'accepting a return of more than was paid',
      done,
      ACCEPT,
      { ...CLAIMED_RETURN, returned: { ...returned().data, amountMinor: 5_001n } } as Claim,
      'RETURN_EXCEEDS_ORIGINAL',
    ],
  ];
  it.each(rows)('%s', (_name, history, decision, claim, refusal) => {
    expect(plan(history, decision, claim)).toEqual({ ok: false, refusal });
  });
});
