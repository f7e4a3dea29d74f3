import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { DECLINED_ON_REPEAT } from '../../src/domain/payout/payout';
import { KEY_LIFE_ENDED } from '../../src/saga/payout.process';
import {
  completed,
  contradicted,
  failed,
  repeated,
  requested,
  started,
  submitted,
  unknown,
} from '../domain/payout-examples';
import { casesIn } from '../support/cases-in';
import { recorded } from '../support/history';

const quarantined = (payoutId: string | null): NotificationEvent => ({
  type: 'NotificationQuarantined',
  data: { receivedEventId: 'received-1', payoutId, reason: 'AMOUNT_DIFFERS' },
});
const declinedOnRepeat = unknown(`${DECLINED_ON_REPEAT}: INSUFFICIENT_FUNDS`);
const keyEnded = unknown(KEY_LIFE_ENDED);

describe('a payout stands in front of a person', () => {
  const rows: [string, (PayoutEvent | NotificationEvent)[], boolean][] = [
    ['while it is being submitted', [], false],
    ['in doubt of an ordinary kind', [unknown()], false],
    ['in doubt of an ordinary kind, sent again', [unknown(), repeated()], false],
    ['refused on a repeat', [repeated(), declinedOnRepeat], true],
    ['refused on a repeat, sent again', [repeated(), declinedOnRepeat, repeated(3)], true],
    ['refused on a repeat, then in doubt of an ordinary kind', [declinedOnRepeat, unknown()], false],
    ['refused on a repeat, then taken', [declinedOnRepeat, submitted], false],
    ['refused on a repeat, then completed', [declinedOnRepeat, completed()], false],
    ['refused on a repeat, then failed', [declinedOnRepeat, repeated(3), failed], false],
    ['when the key has ended its life', [unknown(), keyEnded], true],
    ['when the key has ended its life, sent again all the same', [keyEnded, repeated()], true],
    ['when the key has ended its life, then completed', [keyEnded, completed()], false],
    ['completed', [submitted, completed()], false],
    ['contradicted', [completed(), contradicted()], true],
    ['taken after it had failed', [failed, contradicted({ stands: 'FAILED', claimed: 'ACCEPTED' })], true],
    ['after a notification about it was quarantined', [quarantined('payout-1')], true],
    ['after a notification about nobody was quarantined', [quarantined(null)], false],
  ];
  it.each(rows)('%s', (_name, later, isCase) => {
    expect(casesIn(recorded([requested, started, ...later]))).toEqual(isCase ? ['payout-1'] : []);
  });
});
