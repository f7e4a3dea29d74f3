import type { CaseEvent } from '../../src/domain/case/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { DECLINED_ON_REPEAT } from '../../src/domain/payout/payout';
import { captured } from '../domain/account/account-examples';
import { caseOpened, resolved } from '../domain/case/case-examples';
import {
  completed,
  contradicted,
  decidedFailed,
  failed,
  repeated,
  requested,
  started,
  submitted,
  unknown,
} from '../domain/payout/payout-examples';
import { needingPerson, openCasesIn, withoutCase } from '../support/events-that-need-a-case';
import { idAt, recorded, type Recordable } from '../support/history';

const quarantined = (payoutId: string | null): NotificationEvent => ({
  type: 'NotificationQuarantined',
  data: { receivedEventId: 'received-1', payoutId, reason: 'AMOUNT_DIFFERS' },
});
const contradictedHistory: Recordable = {
  type: 'ProofHistoryContradicted',
  data: { checkpoint: 'a note', reason: 'it is of another history' },
};
const declinedOnRepeat = unknown(`${DECLINED_ON_REPEAT}: INSUFFICIENT_FUNDS`, true);
const keyEnded = unknown('PROVIDER_KEY_LIFE_ENDED', true);
const taken = contradicted({ stands: 'FAILED', claimed: 'ACCEPTED' });

describe('a history needs a person', () => {
  const rows: [string, Recordable[], string[]][] = [
    ['while it is being submitted', [], []],
    ['in doubt of an ordinary kind', [unknown()], []],
    ['in doubt of an ordinary kind, sent again', [unknown(), repeated()], []],
    ['refused on a repeat', [repeated(), declinedOnRepeat], ['OUTCOME_UNKNOWN']],
    ['refused on a repeat, sent again', [repeated(), declinedOnRepeat, repeated(3)], ['OUTCOME_UNKNOWN']],
    [
      'refused on a repeat, then in doubt of an ordinary kind',
      [declinedOnRepeat, unknown()],
      ['OUTCOME_UNKNOWN'],
    ],
    ['refused on a repeat, then taken', [declinedOnRepeat, submitted], []],
    ['refused on a repeat, then completed', [declinedOnRepeat, completed()], []],
    ['refused on a repeat, then failed', [declinedOnRepeat, repeated(3), failed], []],
    ['refused on a repeat, then decided', [declinedOnRepeat, decidedFailed()], []],
    ['when the key has ended its life', [unknown(), keyEnded], ['OUTCOME_UNKNOWN']],
    ['completed', [submitted, completed()], []],
    ['contradicted', [completed(), contradicted()], ['OUTCOME_CONTRADICTED']],
    [
      'contradicted twice',
      [completed(), contradicted(), contradicted()],
      ['OUTCOME_CONTRADICTED', 'OUTCOME_CONTRADICTED'],
    ],
    ['taken after it had failed', [failed, taken], ['OUTCOME_CONTRADICTED']],
    ['contradicted by what was signed', [contradictedHistory], ['PROOF_LOG_CONTRADICTED']],
    ['charged what was held', [completed(), captured()], []],
    ['charged more than was held', [completed(), captured({ feeAmountMinor: 32n })], ['FEE_ABOVE_HOLD']],
    [
      'after a notification about it was quarantined',
      [quarantined('payout-1')],
      ['NOTIFICATION_QUARANTINED'],
    ],
    ['after a notification about nobody was quarantined', [quarantined(null)], ['NOTIFICATION_QUARANTINED']],
  ];
  it.each(rows)('%s', (_name, later, kinds) => {
    const events = recorded([requested, started, ...later]);
    expect(needingPerson(events).map(({ kind }) => kind)).toEqual(kinds);
    // Nobody has opened a case here.
    expect(withoutCase(events).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('a case that was opened', () => {
  const history: PayoutEvent[] = [requested, started, completed(), contradicted()];
  const opened = (over: object = {}): CaseEvent => {
    const eventId = idAt(contradicted(), history.length - 1);
    return caseOpened({ cause: { eventId, streamId: 'payout-payout-1' }, ...over });
  };

  it('covers the event that opened it, open or resolved', () => {
    expect(withoutCase(recorded([...history, opened()]))).toEqual([]);
    expect(withoutCase(recorded([...history, opened(), resolved('DISMISS')]))).toEqual([]);
  });

  it.each([
    ['of another event', { cause: { eventId: 'another', streamId: 'payout-payout-1' } }],
    ['of another kind', { kind: 'OUTCOME_UNKNOWN' }],
    ['about another payout', { payoutId: 'payout-2' }],
    ['about nobody', { payoutId: null }],
  ])('covers nothing else: %s', (_name, over) => {
    expect(withoutCase(recorded([...history, opened(over)]))).toHaveLength(1);
  });

  it('puts its payout in front of a person until it is resolved', () => {
    expect(openCasesIn(recorded([...history, opened()]))).toEqual(['payout-1']);
    expect(openCasesIn(recorded([...history, opened(), resolved('DISMISS')]))).toEqual([]);
    expect(openCasesIn(recorded([...history, opened({ payoutId: null })]))).toEqual([]);
  });
});
