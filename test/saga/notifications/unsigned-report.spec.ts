import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout } from '../../../src/domain/payout/payout';
import { returnIdOf, type DecisiveReport } from '../../../src/saga/exchanges/decisive-report';
import { judgeUnsignedReport } from '../../../src/saga/notifications/unsigned-report';
import {
  completed,
  failed,
  rejected,
  requested,
  returned,
  started,
  submitted,
  unknown,
} from '../../domain/payout/payout-examples';
import { COMPLETED, FAILED, RETURNED } from './judge-examples';

const WAIT = { kind: 'wait', payoutToPoll: null };
const quarantine = (reason: string) => ({ kind: 'quarantined', payoutId: 'payout-1', reason });
const NOT_CONFIRMED = quarantine('NOT_CONFIRMED_BY_PROVIDER');
const record = (report: DecisiveReport) => ({ kind: 'record', payoutId: 'payout-1', report });
const confirm = (report: DecisiveReport) => ({
  kind: 'confirm',
  payoutId: 'payout-1',
  query: expect.objectContaining({ kind: report.kind, report }) as object,
});

const SENT = [requested, started];
const TAKEN = [...SENT, submitted];
const PAID = [...TAKEN, completed()];
const FAILURE = [...TAKEN, failed];
const PAID_BACK = [...PAID, returned({ returnId: returnIdOf('connectpsp', 'r1') })];
const OTHER_REFERENCE = { ...COMPLETED, externalReference: 'withdrawal-2' };
const OUR_REFERENCE = { ...COMPLETED, externalReference: 'withdrawal-1' };

/** Payout, report, judgement, and the judgement of a late delivery where that is another one. */
type Row = [string, readonly PayoutEvent[], DecisiveReport, object, object?];

describe('an unsigned report', () => {
  it.each<Row>([
    ['without a payout waits', [], COMPLETED, WAIT, NOT_CONFIRMED],
    ['before the order is sent waits', [requested], COMPLETED, WAIT, NOT_CONFIRMED],
    ['of a return before the order is sent waits', [requested], RETURNED, WAIT, NOT_CONFIRMED],
    ['about a rejected payout is recorded', [requested, rejected], COMPLETED, record(COMPLETED)],
    ['of a completion is confirmed while sending', SENT, COMPLETED, confirm(COMPLETED)],
    ['of a completion is confirmed when taken', TAKEN, COMPLETED, confirm(COMPLETED)],
    ['of a completion is confirmed when unknown', [...SENT, unknown()], COMPLETED, confirm(COMPLETED)],
    ['of a failure is confirmed', TAKEN, FAILED, confirm(FAILED)],
    ['with our reference is confirmed', TAKEN, OUR_REFERENCE, confirm(OUR_REFERENCE)],
    ['with another reference is quarantined', TAKEN, OTHER_REFERENCE, quarantine('REFERENCE_DIFFERS')],
    ['with another reference after the end too', PAID, OTHER_REFERENCE, quarantine('REFERENCE_DIFFERS')],
    ['of a failure after a completion is recorded', PAID, FAILED, record(FAILED)],
    ['of a completion after a failure is recorded', FAILURE, COMPLETED, record(COMPLETED)],
    ['of a return after a failure is recorded', FAILURE, RETURNED, record(RETURNED)],
    ['of a return after a completion is confirmed', PAID, RETURNED, confirm(RETURNED)],
    ['of a known return is recorded', PAID_BACK, RETURNED, record(RETURNED)],
    [
      'of a second return is confirmed',
      PAID_BACK,
      { ...RETURNED, returnName: 'r2' },
      confirm({ ...RETURNED, returnName: 'r2' }),
    ],
    [
      'of a return before the completion has the payout polled',
      TAKEN,
      RETURNED,
      { kind: 'wait', payoutToPoll: 'payout-1' },
      quarantine('RETURN_BEFORE_COMPLETION'),
    ],
  ])('%s', (_name, events, report, early, late = early) => {
    const state = events.reduce(payout.evolve, payout.initial);
    const unsigned = { payoutId: 'payout-1', state, report, providerId: 'P1' };
    expect(judgeUnsignedReport({ ...unsigned, isLate: false })).toEqual(early);
    expect(judgeUnsignedReport({ ...unsigned, isLate: true })).toEqual(late);
  });

  it('of an outcome is confirmed under the id that it names', () => {
    const state = TAKEN.reduce(payout.evolve, payout.initial);
    const unsigned = { payoutId: 'payout-1', state, isLate: false };
    for (const report of [COMPLETED, FAILED])
      for (const providerId of ['P1', null])
        expect(judgeUnsignedReport({ ...unsigned, report, providerId })).toMatchObject({
          query: { providerId },
        });
  });
});
