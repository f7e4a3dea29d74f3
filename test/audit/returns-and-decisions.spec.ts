import { auditStreams, verifyAgainst } from '../../src/audit/verify-books';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { differencesIn, violationsOf } from '../support/check-world';
import { openCasesIn } from '../support/events-that-need-a-case';
import { storeOf } from '../support/history';
import { decidedEvents, decidedWorld } from './returns-and-decisions-history';
import { tampered } from './sample';
import {
  altered,
  changed,
  type Change,
  type Data,
  followed,
  isOne,
  saying,
  twice,
  without,
} from './plant-violation';

const storeWith = (events: readonly RecordedEvent[]) => {
  const store = storeOf([]);
  store.log.push(...events);
  return store;
};

/** Nothing here is told by its cause: the examples are about what follows from a case, not about who opens it. */
const judged = (world: ReturnType<typeof decidedWorld>) => ({
  ...world,
  openCases: openCasesIn(world.events),
});

describe('a history of returns, decisions, reversals and suspense', () => {
  it('is coherent, at its end and at every moment on the way there', () => {
    const world = decidedWorld();
    expect(violationsOf(judged(world))).toEqual([]);
    for (let end = 0; end <= world.events.length; end += 1) {
      const events = world.events.slice(0, end);
      const way = { events, providerRecords: [], commands: [], atRest: false };
      expect(violationsOf(way)).toEqual([]);
    }
  });

  it('leaves in the books what the provider took and gave', async () => {
    const report = await auditStreams(storeWith(decidedEvents()), { accountId: 'merchant-1' });
    expect(report).toMatchObject({ ok: true, counts: { cases: 4, openCases: 0 } });
    // 400.00 less 50.12 + 50.31 paid, 20.00 back for 0.05; nothing for what was given back, whoever carries the loss.
    expect(report.account).toMatchObject({
      availableMinor: 40_000n - 5_012n - 5_031n + 1_995n,
      heldMinor: 0n,
    });
  });

  it('has nothing to say of an account that was never opened', async () => {
    const report = await auditStreams(storeWith(decidedEvents()), { accountId: 'nobody' });
    expect(report.account).toBeNull();
  });
});

const answerOf = (payoutId: string, data: Data): Change => changed('ProviderExchanged', data, payoutId);
const personal = (answerBody: string) => ({ personal: { requestBody: null, answerBody } });

/** Where one mistake brings another, what was meant must be among what is said. */
describe('a planted violation is named', () => {
  const rows: [string, Change][] = [
    // Returns.
    ['I5 account-merchant-1@5 return return-1 is booked a second time', twice('FundsReturned')],
    ['I5 payout-payout-1@5 return return-1 is recorded a second time', twice('PayoutReturned')],
    ['I5 payout-payout-1 has returned 2000, its account was given 0', without('FundsReturned')],
    ['return of 2000 less 5 that payout payout-1 does not know', without('PayoutReturned')],
    [
      'return of 2001 less 5 that payout payout-1 does not know',
      changed('FundsReturned', { amountMinor: 2_001n }),
    ],
    ['return of 2000 less 4 that payout payout-1', changed('FundsReturned', { feeAmountMinor: 4n })],
    ['5001 returned of 5000', changed('PayoutReturned', { amountMinor: 5_001n })],
    ['has got 5001 back of 5000', changed('FundsReturned', { amountMinor: 5_001n })],
    ['a return of 2000 cost 2001', changed('PayoutReturned', { feeAmountMinor: 2_001n })],
    ['of nothing', changed('PayoutReturned', { amountMinor: 0n })],
    ['returned in USD, paid in BRL', changed('PayoutReturned', { currency: 'USD' })],
    [
      'return return-1 at ntxpay, which did not pay payout payout-1',
      changed('FundsReturned', { provider: 'ntxpay' }),
    ],
    ['returned although it is PROCESSING', without('PayoutCompleted', 'payout-1')],
    ['return for payout payout-1, whose hold is open', without('HoldCaptured', 'payout-1')],

    // Reversals.
    ['a reversal of what is open for payout payout-3', without('HoldCaptured', 'payout-3')],
    ['a reversal of what is released for payout payout-3', twice('CaptureReversed')],
    ['a reversal of what is captured for payout payout-2', twice('ReleaseReversed')],
    [
      'a reversal for payout payout-1, which no decision',
      changed('CaptureReversed', { payoutId: 'payout-1' }),
    ],
    ['of 5000 + 30, which payout payout-3 never cost', changed('CaptureReversed', { feeAmountMinor: 30n })],
    [
      'of 4999 + 31, which payout payout-2 never cost',
      changed('ReleaseReversed', { originalAmountMinor: 4_999n }),
    ],
    ['I5 payout-payout-3 is FAILED, its hold is captured', without('CaptureReversed')],
    ['I5 payout-payout-2 is COMPLETED, its hold is released', without('ReleaseReversed')],
    [
      'failed although some of it has come back',
      followed('PayoutReturned', 'payout-1', 'PayoutFailed', { code: 'X' }),
    ],

    // Suspense.
    ['suspense for case case-4 is booked a second time', twice('SuspenseBooked')],
    [
      'suspense of 4999 that nobody decided on case case-4',
      changed('SuspenseBooked', { amountMinor: 4_999n }),
    ],
    ['that nobody decided on case case-4', changed('SuspenseBooked', { direction: 'CAME_TO_FLOAT' })],
    ['suspense of 5000 that nobody decided on case case-1', changed('SuspenseBooked', { caseId: 'case-1' })],
    ['suspense for payout nobody, which has no hold', changed('SuspenseBooked', { payoutId: 'nobody' })],

    // Decisions.
    [
      'MARK_PAID was proposed and confirmed by one person',
      inCase('CaseDecisionConfirmed', 'case-2', { confirmedBy: 'ann' }),
    ],
    ['I16 payout-payout-2@3 PayoutFailed rests on decision', dropped('CaseDecisionConfirmed', 'case-1')],
    ['a decision became final although the case is OPEN', dropped('CaseDecisionProposed', 'case-1')],
    [
      'PayoutFailed rests on a decision to DISMISS',
      inCase('CaseDecisionProposed', 'case-1', { decision: { type: 'DISMISS' } }),
    ],
    [
      'PayoutFailed rests on a decision about payout payout-1',
      inCase('CaseOpened', 'case-1', { payoutId: 'payout-1' }),
    ],
    [
      'FAILED although it is COMPLETED',
      changed('PayoutFailed', { evidence: { kind: 'poll', answerHash: 'x' } }, 'payout-3'),
    ],
    [
      'resolved by DISMISS although it is CONFIRMED',
      inCase('CaseResolved', 'case-1', { resolution: 'DISMISS' }),
    ],
    ['case case-1 is opened a second time', again('CaseOpened', 'case-1')],
    ['CaseResolved after the case was resolved', again('CaseResolved', 'case-1')],
    ['CaseDecisionProposed on case case-1, which was never opened', dropped('CaseOpened', 'case-1')],
    ['I6 case-case-4 is decided at rest, and not carried out', dropped('CaseResolved', 'case-4')],

    // Evidence.
    ['I16 payout-payout-1@3 PayoutCompleted rests on an answer', dropped('ProviderExchanged', 'payout-1')],
    ['I16 exchange-payout-1@0 the text of answer', answerOf('payout-1', personal('{"status":"failed"}'))],
    ['has no text', answerOf('payout-1', { personal: { requestBody: null, answerBody: null } })],
    ['PayoutReturned rests on notification', without('ProviderNotificationReceived')],
    [
      'the bytes of the notification have another hash',
      changed('ProviderNotificationReceived', { personal: { encoding: 'utf8', rawBody: '{}' } }),
    ],
    ['is verdict 2 on notification', twice('NotificationApplied')],
    ['PayoutReturned is one more to rest on notification', twice('PayoutReturned')],
  ];
  it.each(rows)('%s', (said, change) => {
    expect(violationsOf(judged(altered(decidedWorld(), change))).join('\n')).toContain(said);
  });
});

/** The event of this type in this case says something else. */
function inCase(type: string, caseId: string, data: Data): Change {
  return event => (isOf(event, type, caseId) ? [saying(event, data)] : [event]);
}

function dropped(type: string, id: string): Change {
  return event => (isOf(event, type, id) ? [] : [event]);
}

function again(type: string, caseId: string): Change {
  const repeat = twice(type);
  return event => (isOf(event, type, caseId) ? repeat(event) : [event]);
}

const isOf = (event: RecordedEvent, type: string, id: string): boolean =>
  isOne(event, type) && event.streamId.endsWith(`-${id}`);

describe('the provider’s own record beside returns and decisions', () => {
  const records = (change: object) => {
    const world = judged(decidedWorld());
    return { ...world, providerRecords: world.providerRecords.map(record => ({ ...record, ...change })) };
  };

  it('must agree on what came back', () => {
    expect(violationsOf(records({ returnedMinor: 1n })).join('\n')).toContain(
      'I13 reference reference-payout-1 returned 2000 here, 1 at the provider',
    );
  });

  it('is not what a decision must agree with, only what rests on evidence', () => {
    const { providerRecords, ...world } = judged(decidedWorld());
    const told = providerRecords.map(record =>
      record.externalReference === 'reference-payout-1'
        ? record
        : { ...record, status: 'COMPLETED' as const },
    );
    expect(differencesIn({ ...world, providerRecords: told })).toEqual([]);
  });
});

describe('asked about one account', () => {
  it('names what is about it, and nothing else', async () => {
    const events = decidedEvents().map(event =>
      isOne(event, 'CaptureReversed') ? saying(event, { feeAmountMinor: 30n }) : event,
    );
    const about = async (accountId: string) => {
      const report = await auditStreams(storeWith(events), { accountId });
      return report.differences.map(({ stream }) => stream);
    };
    expect(await about('merchant-1')).toContain('account-merchant-1');
    expect(await about('merchant-2')).toEqual([]);
  });

  it('keeps differences of its payouts, cases and exchanges', async () => {
    const events = altered(
      decidedWorld(),
      inCase('CaseDecisionConfirmed', 'case-2', { confirmedBy: 'ann' }),
    ).events;
    const tampered = altered({ ...decidedWorld(), events }, answerOf('payout-1', personal('{}'))).events;
    const { differences } = await auditStreams(storeWith(tampered), { accountId: 'merchant-1' });
    expect([...new Set(differences.map(({ stream }) => stream))]).toEqual([
      'exchange-payout-1',
      'case-case-2',
    ]);
  });
});

describe('as of an earlier moment', () => {
  it('replays what was recorded up to a position, and no more', async () => {
    const events = decidedEvents();
    for (const end of [1, 7, events.length]) {
      const whole = await auditStreams(storeWith(events), { asOf: events[end - 1]!.position });
      const cut = await auditStreams(storeWith(events.slice(0, end)));
      expect(whole).toEqual(cut);
    }
  });

  it('replays what was recorded up to a time', async () => {
    const events = decidedEvents().map((event, index) => ({ ...event, recordedAt: new Date(index * 1_000) }));
    const report = await auditStreams(storeWith(events), { asOf: new Date(9_999) });
    expect(report.counts.events).toBe(10);
  });
});

it('compares the cases of a read model', async () => {
  const { events, readModel } = decidedWorld();
  const sound = { snapshot: readModel!, differences: [] };
  expect((await verifyAgainst(storeWith(events), sound)).differences).toEqual([]);
  const snapshot = tampered(readModel!, 'case_record', 'case-2', 'confirmed_by', 'ann');
  const { differences } = await verifyAgainst(storeWith(events), { snapshot, differences: [] });
  expect(differences).toEqual([
    {
      invariant: 'I7',
      stream: 'case_record case-2',
      revision: null,
      detail: 'confirmed_by is ann, the streams say bob',
    },
  ]);
});
