import { caseDecider, type CaseCommand } from '../../../src/domain/case/case';
import type { CaseEvent } from '../../../src/domain/case/events';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import {
  accepted,
  caseOpened,
  confirmed,
  decide,
  decisionFailed,
  DISMISS,
  failDecision,
  MARK_FAILED,
  markedPaid,
  openCase,
  opened,
  proposed,
  resolve,
  resolved,
  writtenOff,
} from './case-examples';
import { given, outcomeOf } from '../given';

const open = [caseOpened()];
const annProposes = [...open, proposed('ann')];
const decided = [...annProposes, confirmed('bob')];
const dismissed = [...open, proposed('ann', DISMISS), confirmed('ann')];
const closed = [...decided, resolved('MARK_FAILED')];
const unknown = [opened('OUTCOME_UNKNOWN')];
const alarms = [opened('WITNESS_REFUSED', null)];
const ofNobody = [opened('NOTIFICATION_QUARANTINED', null)];

describe('what a case accepts', () => {
  const rows: [string, CaseEvent[], CaseCommand, CaseEvent[]][] = [
    ['being opened', [], openCase(), [caseOpened()]],
    ['one person’s proposal', open, decide('ann', MARK_FAILED), [proposed('ann')]],
    ['another person’s word for it', annProposes, decide('bob', MARK_FAILED), [confirmed('bob')]],
    [
      'another person’s word for it, for another reason',
      annProposes,
      decide('bob', MARK_FAILED, 'asked the provider'),
      [confirmed('bob')],
    ],
    [
      'another person’s other decision, which waits for a word itself',
      annProposes,
      decide('bob', markedPaid()),
      [proposed('bob', markedPaid())],
    ],
    [
      'another figure, which is another decision',
      [...open, proposed('ann', markedPaid(12n))],
      decide('bob', markedPaid(13n)),
      [proposed('bob', markedPaid(13n))],
    ],
    [
      'a change of mind, which waits for another person again',
      annProposes,
      decide('ann', markedPaid()),
      [proposed('ann', markedPaid())],
    ],
    [
      'the word of whoever proposed something else before',
      [...annProposes, proposed('bob', markedPaid())],
      decide('ann', markedPaid()),
      [confirmed('ann')],
    ],
    [
      'a decision that moves no money, by one person',
      open,
      decide('ann', DISMISS),
      [proposed('ann', DISMISS), confirmed('ann')],
    ],
    [
      'the same, instead of what was proposed',
      annProposes,
      decide('ann', DISMISS),
      [proposed('ann', DISMISS), confirmed('ann')],
    ],
    ['that a decision could not be carried out', decided, failDecision, [decisionFailed]],
    [
      'a new decision after that, by two people anew',
      [...decided, decisionFailed],
      decide('bob', MARK_FAILED),
      [proposed('bob')],
    ],
    ['the end, as decided', decided, resolve('MARK_FAILED'), [resolved('MARK_FAILED')]],
    ['the end of what one person dismissed', dismissed, resolve('DISMISS'), [resolved('DISMISS')]],
    ['the end by evidence', open, resolve('EVIDENCE'), [resolved('EVIDENCE')]],
    ['the end by evidence, whatever was proposed', annProposes, resolve('EVIDENCE'), [resolved('EVIDENCE')]],
    [
      'evidence about nobody given to a payout',
      ofNobody,
      decide('ann', accepted('payout-9')),
      [proposed('ann', accepted('payout-9'))],
    ],
    ['evidence taken as it stands', open, decide('ann', accepted()), [proposed('ann', accepted())]],
    [
      'an alarm that one person has looked into',
      alarms,
      decide('ann', DISMISS),
      [proposed('ann', DISMISS), confirmed('ann')],
    ],
    [
      'nothing to be done about nobody’s',
      ofNobody,
      decide('ann', DISMISS),
      [proposed('ann', DISMISS), confirmed('ann')],
    ],
  ];
  it.each(rows)('%s', (_name, history, command, events) => {
    expect(given(caseDecider, history).when(command)).toEqual({ ok: true, value: events });
  });
});

describe('a repeat changes nothing', () => {
  const rows: [string, CaseEvent[], CaseCommand][] = [
    ['the same case', open, openCase()],
    ['the same case, seen otherwise', open, openCase({ detail: 'x', kind: 'FEE_ABOVE_HOLD' })],
    ['the same case after its end', closed, openCase()],
    ['the decision that stands, by either', decided, decide('ann', MARK_FAILED)],
    ['the decision that stands, by a third', decided, decide('cid', MARK_FAILED)],
    ['the same end', closed, resolve('MARK_FAILED')],
    ['another end', closed, resolve('EVIDENCE')],
  ];
  it.each(rows)('%s', (_name, history, command) => {
    expect(outcomeOf(given(caseDecider, history).when(command))).toBe('nothing');
  });
});

/** Each row breaks the rule named and every later rule of its command that it can break at the same time. */
describe('what a case refuses, in order of precedence', () => {
  const senseless = writtenOff(0n);
  const rows: [string, string, CaseEvent[], CaseCommand][] = [
    ['CASE_NOT_FOUND', 'a decision', [], decide('ann', senseless)],
    ['CASE_NOT_FOUND', 'that it could not be carried out', [], failDecision],
    ['CASE_NOT_FOUND', 'its end', [], resolve('MARK_FAILED')],
    ['CASE_RESOLVED', 'a decision after the end', closed, decide('ann', senseless)],
    ['CASE_DECIDED', 'another decision after the second word', decided, decide('ann', senseless)],
    ['CASE_DECIDED', 'a dismissal after the second word', decided, decide('cid', DISMISS)],
    ['DECISION_NOT_POSSIBLE', 'nothing written off', open, decide('ann', senseless)],
    ['DECISION_NOT_POSSIBLE', 'less than nothing written off', open, decide('ann', writtenOff(-1n))],
    ['DECISION_NOT_POSSIBLE', 'too much written off', open, decide('ann', writtenOff(MAX_AMOUNT_MINOR + 1n))],
    ['DECISION_NOT_POSSIBLE', 'a negative fee', open, decide('ann', markedPaid(-1n))],
    ['DECISION_NOT_POSSIBLE', 'evidence on an alarm', alarms, decide('ann', accepted('payout-9'))],
    [
      'DECISION_NOT_POSSIBLE',
      'evidence on a refusal to sign',
      [opened('PROOF_LOG_CONTRADICTED', null)],
      decide('ann', accepted('payout-9')),
    ],
    ['DECISION_NOT_POSSIBLE', 'nobody paid', ofNobody, decide('ann', markedPaid())],
    ['DECISION_NOT_POSSIBLE', 'nobody failed', ofNobody, decide('ann', MARK_FAILED)],
    ['DECISION_NOT_POSSIBLE', 'nobody’s write-off', ofNobody, decide('ann', writtenOff())],
    ['DECISION_NOT_POSSIBLE', 'evidence about nobody, left so', ofNobody, decide('ann', accepted())],
    ['DECISION_NOT_POSSIBLE', 'another payout’s evidence', open, decide('ann', accepted('payout-9'))],
    [
      'DECISION_NOT_POSSIBLE',
      'an order sent again whose outcome stands',
      open,
      decide('ann', { type: 'SEND_AGAIN' }),
    ],
    ['DECISION_NOT_POSSIBLE', 'a payout left in doubt with its hold', unknown, decide('ann', DISMISS)],
    ['SECOND_PERSON_REQUIRED', 'the same person twice', annProposes, decide('ann', MARK_FAILED)],
    [
      'SECOND_PERSON_REQUIRED',
      'the same person twice after another’s word for something else',
      [...annProposes, proposed('bob', markedPaid())],
      decide('bob', markedPaid()),
    ],
    ['DECISION_NOT_CONFIRMED', 'a proposal that could not be carried out', annProposes, failDecision],
    ['DECISION_NOT_CONFIRMED', 'nothing that could not be carried out', open, failDecision],
    ['DECISION_NOT_CONFIRMED', 'a closed case that could not be carried out', closed, failDecision],
    ['DECISION_NOT_CONFIRMED', 'the end of a proposal', annProposes, resolve('MARK_FAILED')],
    ['DECISION_NOT_CONFIRMED', 'the end as nobody decided', open, resolve('DISMISS')],
    ['DECISION_NOT_CONFIRMED', 'another end than decided', decided, resolve('MARK_PAID')],
    ['DECISION_NOT_CONFIRMED', 'evidence before the decision is carried out', decided, resolve('EVIDENCE')],
    [
      'DECISION_NOT_CONFIRMED',
      'the end after it failed',
      [...decided, decisionFailed],
      resolve('MARK_FAILED'),
    ],
  ];
  it.each(rows)('%s: %s', (refusal, _name, history, command) => {
    expect(outcomeOf(given(caseDecider, history).when(command))).toBe(refusal);
  });

  it('knows every refusal', () => {
    expect([...new Set(rows.map(([refusal]) => refusal))].sort()).toEqual([
      'CASE_DECIDED',
      'CASE_NOT_FOUND',
      'CASE_RESOLVED',
      'DECISION_NOT_CONFIRMED',
      'DECISION_NOT_POSSIBLE',
      'SECOND_PERSON_REQUIRED',
    ]);
  });
});
