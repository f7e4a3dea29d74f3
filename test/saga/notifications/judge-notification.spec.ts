import { judgeDelivery, judgeNotification } from '../../../src/saga/notifications/judge-notification';
import type { Judgement } from '../../../src/saga/notifications/notification-verdict';
import { completed, requested, started, submitted } from '../../domain/payout/payout-examples';
import {
  COMPLETED,
  earlier,
  FAILED,
  loaded,
  notification,
  NOW,
  PROCESSING,
  RETURNED,
  UNCLEAR,
  type Given,
} from './judge-examples';

const CALL_MS = 55_000;
const EARLY = { now: NOW, isLate: false, callMs: CALL_MS };
const LATE = { ...EARLY, isLate: true };
const WAIT = { kind: 'wait', payoutToPoll: null };
const TAKEN = [requested, started, submitted];
const quarantine = (reason: string, payoutId: string | null = 'payout-1') => ({
  kind: 'quarantined',
  payoutId,
  reason,
});
const applied = { kind: 'applied', payoutId: 'payout-1', byPayout: false };
const record = (report: Given['report']) => ({ kind: 'record', payoutId: 'payout-1', report });
const sentAgo = (ageMs: number) => loaded([requested, started], new Date(NOW.getTime() - ageMs));

type Row = [string, Given, object, (object | undefined)?];

describe('a delivery', () => {
  const payout = loaded(TAKEN);
  it.each<[string, Given, object | undefined]>([
    ['alone decides nothing', { report: COMPLETED, payout }, undefined],
    ['that is unclear is quarantined', { report: UNCLEAR, payout }, quarantine('ODD')],
    ['of no known payout that is unclear is quarantined too', { report: UNCLEAR }, quarantine('ODD', null)],
    [
      'with the meaning of an applied one is judged on',
      { report: COMPLETED, payout, earlier: [earlier('completed, other time', null)] },
      undefined,
    ],
    [
      'with the meaning of a quarantined one shares its quarantine',
      { report: COMPLETED, payout, earlier: [earlier('completed, other time', 'AMOUNT_DIFFERS')] },
      { ...quarantine('AMOUNT_DIFFERS'), sameAsEventId: 'delivery-1' },
    ],
    [
      'with another meaning is quarantined',
      { report: COMPLETED, payout, earlier: [earlier('completed, other fee', null)] },
      quarantine('BODY_DIFFERS'),
    ],
    [
      'with the meaning of one of two is judged on',
      { report: COMPLETED, payout, earlier: [earlier('failed', 'BODY_DIFFERS'), earlier('completed', null)] },
      undefined,
    ],
    [
      'that is unclear after a clear one has another meaning',
      { report: UNCLEAR, payout, earlier: [earlier('completed', null)] },
      quarantine('BODY_DIFFERS'),
    ],
  ])('%s', (_name, given, expected) => {
    expect(judgeDelivery(notification(given))).toEqual(expected);
  });
});

describe('a signed notification', () => {
  it.each<Row>([
    [
      'of no known payout waits, then is quarantined',
      { report: COMPLETED },
      WAIT,
      quarantine('UNKNOWN_REFERENCE', null),
    ],
    ['that is unclear is quarantined', { report: UNCLEAR, payout: loaded(TAKEN) }, quarantine('ODD')],
    ['of a completion is recorded', { report: COMPLETED, payout: loaded(TAKEN) }, record(COMPLETED)],
    [
      'of a return is recorded',
      { report: RETURNED, payout: loaded([...TAKEN, completed()]) },
      record(RETURNED),
    ],
    ['of a failure is recorded', { report: FAILED, payout: loaded(TAKEN) }, record(FAILED)],
    [
      'of a failure waits while the order is being sent',
      { report: FAILED, payout: sentAgo(CALL_MS - 1) },
      WAIT,
      WAIT,
    ],
    ['of a failure is recorded after the call', { report: FAILED, payout: sentAgo(CALL_MS) }, record(FAILED)],
    [
      'of a completion does not wait for the call',
      { report: COMPLETED, payout: sentAgo(0) },
      record(COMPLETED),
    ],
    [
      'of a failure of a taken order does not wait',
      { report: FAILED, payout: loaded(TAKEN, NOW) },
      record(FAILED),
    ],
    ['of progress is applied', { report: PROCESSING, payout: loaded(TAKEN) }, applied],
    [
      'of progress under the known id is applied',
      { report: PROCESSING, payout: loaded(TAKEN), providerId: 'provider-id-1' },
      applied,
    ],
    [
      'of progress under another id is quarantined',
      { report: PROCESSING, payout: loaded(TAKEN), providerId: 'P9' },
      quarantine('PROVIDER_ID_DIFFERS'),
    ],
    [
      'of progress before the order was sent is applied',
      { report: PROCESSING, payout: loaded([requested]), providerId: 'P9' },
      applied,
    ],
  ])('%s', (_name, given, early, late = early) => {
    expect(judgeNotification(notification(given), EARLY)).toEqual(early);
    expect(judgeNotification(notification(given), LATE)).toEqual(late);
  });
});

describe('an unsigned notification', () => {
  const kindOf = (given: Given): Judgement['kind'] =>
    judgeNotification(notification({ ...given, proof: 'sender' }), EARLY).kind;

  it('of an outcome must be confirmed', () => {
    expect(kindOf({ report: COMPLETED, payout: loaded(TAKEN) })).toBe('confirm');
    expect(kindOf({ report: FAILED, payout: loaded(TAKEN) })).toBe('confirm');
  });

  it('of progress is applied, and of a failure waits while the order is being sent', () => {
    expect(kindOf({ report: PROCESSING, payout: loaded(TAKEN) })).toBe('applied');
    expect(kindOf({ report: FAILED, payout: sentAgo(0) })).toBe('wait');
  });
});
