import type { ReadModelSnapshot } from '../../src/audit/comparison/compare-read-model';
import type { Invariant } from '../../src/audit/difference';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { differencesIn, violationsOf, type World } from '../support/check-world';
import { issuedDeposit, issuedPayout } from '../support/check-commands';
import { altered, changed, type Change, type Data, isOne, saying, twice, without } from './plant-violation';
import { caseOpened } from '../domain/case/case-examples';
import { recorded } from '../support/history';
import { readModelOf, sampleWorld, tampered, withoutRow, withRow } from './sample';

const plant = (change: Change) => (world: World) => altered(world, change);

const atRevision =
  (change: (event: RecordedEvent) => RecordedEvent): ((world: World) => World) =>
  world => ({ ...world, events: world.events.map((event, index) => (index === 4 ? change(event) : event)) });

describe('a coherent world', () => {
  it('has no violation', () => {
    expect(violationsOf(sampleWorld())).toEqual([]);
  });

  it.each<[string, Change]>([
    ['alone', without('NotificationApplied')],
    ['beside the verdict that a process of an earlier version recorded', event => [event]],
  ])('has none where an event of the payout is the verdict on a notification, %s', (_name, change) => {
    const evidence = verdictOn('notification-connectpsp-1');
    const world = altered(sampleWorld(), e => change(e).flatMap(changed('PayoutCompleted', { evidence })));
    expect(differencesIn({ ...world, readModel: readModelOf(world.events) })).toEqual([]);
  });

  it('has none at any moment on the way there', () => {
    const { events } = sampleWorld();
    for (let end = 0; end <= events.length; end += 1) {
      const world = { events: events.slice(0, end), providerRecords: [], commands: [], atRest: false };
      expect(violationsOf(world)).toEqual([]);
    }
  });
});

describe('a planted violation is found', () => {
  const rows: [Invariant, string, (world: World) => World][] = [
    [
      'UNREADABLE',
      'an unknown account event',
      plant(e => (isOne(e, 'HoldReleased') ? [saying(e, {}, 'Magic')] : [e])),
    ],
    ['UNREADABLE', 'an amount as a float', plant(changed('FundsDeposited', { amountMinor: 120.5 }))],
    ['UNREADABLE', 'a negative amount', plant(changed('FundsDeposited', { amountMinor: -1n }))],
    [
      'UNREADABLE',
      'another account’s event in the stream',
      plant(changed('FundsHeld', { accountId: 'merchant-2' })),
    ],
    ['I1', 'a hold in another currency', plant(changed('FundsHeld', { currency: 'USD' }, 'payout-2'))],
    ['I2', 'a hold of more than was available', plant(changed('FundsDeposited', { amountMinor: 10_000n }))],
    ['I2', 'an overdraft nobody was told of', plant(overchargedInVersion1)],
    ['I2', 'a charge above the hold that the customer pays', plant(overcharged)],
    ['I3', 'a hold made a second time', plant(twice('FundsHeld', 'payout-1'))],
    ['I3', 'a release of a part', plant(changed('HoldReleased', { amountMinor: 5_030n }))],
    [
      'I4',
      'two payments',
      world => ({ ...world, providerRecords: world.providerRecords.map(r => ({ ...r, payments: 2 })) }),
    ],
    [
      'I4',
      'two payments in two records',
      world => ({ ...world, providerRecords: [...world.providerRecords, world.providerRecords[0]!] }),
    ],
    ['I4', 'a payment never asked for', plant(without('PayoutSubmissionStarted', 'payout-1'))],
    ['I4', 'a second submission', plant(twice('PayoutSubmissionStarted', 'payout-1'))],
    [
      'I4',
      'one reference for two payouts',
      plant(changed('PayoutRequested', { externalReference: 'reference-payout-1' })),
    ],
    ['I5', 'a submission without a hold', plant(without('FundsHeld', 'payout-2'))],
    ['I5', 'a capture a second time', plant(twice('HoldCaptured'))],
    ['I5', 'a release a second time', plant(twice('HoldReleased'))],
    ['I5', 'a release of a completed payout', plant(changed('HoldReleased', { payoutId: 'payout-1' }))],
    ['I5', 'a capture of another hold', plant(changed('HoldCaptured', { heldAmountMinor: 5_030n }))],
    ['I5', 'a capture of another fee', plant(changed('HoldCaptured', { feeAmountMinor: 13n }))],
    ['I5', 'a capture of another original', plant(changed('HoldCaptured', { originalAmountMinor: 4_999n }))],
    ['I5', 'a hold of another amount', plant(changed('FundsHeld', { amountMinor: 5_030n }, 'payout-1'))],
    [
      'I5',
      'a final that is not original + fee',
      plant(changed('PayoutCompleted', { finalAmountMinor: 5_000n })),
    ],
    ['I5', 'an outcome a second time', plant(twice('PayoutFailed'))],
    ['I5', 'a hold left at rest', plant(without('HoldReleased'))],
    ['I5', 'a capture missing at rest', plant(without('HoldCaptured'))],
    [
      'I6',
      'a payout left at rest',
      plant(e => (isOne(e, 'PayoutFailed') || isOne(e, 'HoldReleased') ? [] : [e])),
    ],
    [
      'I7',
      'a balance of the read model',
      changeReadModel(m => tampered(m, 'account', 'merchant-1', 'held_minor', '1')),
    ],
    [
      'I7',
      'a status of the read model',
      changeReadModel(m => tampered(m, 'payout', 'payout-1', 'status', 'FAILED')),
    ],
    [
      'I7',
      'a ledger total',
      changeReadModel(m =>
        tampered(m, 'ledger_balance', 'provider:connectpsp:float BRL', 'debit_total_minor', '1'),
      ),
    ],
    ['I7', 'a payout missing in the read model', changeReadModel(m => withoutRow(m, 'payout', 'payout-1'))],
    [
      'I7',
      'an account in the read model only',
      changeReadModel(m => withRow(m, 'account', 'x', m.accounts.tables.account!.get('merchant-1')!)),
    ],
    [
      'I7',
      'a stream that one read model has not applied',
      changeReadModel(m => ({ ...m, cases: { ...m.cases, streams: new Map() } })),
    ],
    [
      'I7',
      'a read model that has applied nothing',
      changeReadModel(m => ({ ...m, accounts: { ...m.accounts, position: undefined } })),
    ],
    [
      'I8',
      'an acknowledged deposit lost',
      world => ({ ...world, commands: [issuedDeposit('merchant-1', 'lost', 'acknowledged')] }),
    ],
    [
      'I8',
      'an acknowledged payout lost',
      world => ({ ...world, commands: [issuedPayout('merchant-1', 'lost', 'acknowledged')] }),
    ],
    [
      'I8',
      'an acknowledged payout rejected',
      world => ({ ...world, commands: [issuedPayout('merchant-1', 'payout-3', 'acknowledged')] }),
    ],
    ['I8', 'a deposit booked twice', plant(twice('FundsDeposited'))],
    [
      'I9',
      'a refused deposit booked',
      world => ({ ...world, commands: [issuedDeposit('merchant-1', 'deposit-1', 'refused')] }),
    ],
    [
      'I9',
      'a refused payout submitted',
      world => ({ ...world, commands: [issuedPayout('merchant-1', 'payout-2', 'refused')] }),
    ],
    ['I9', 'a deposit id booked twice', plant(twice('FundsDeposited'))],
    ['I9', 'a request a second time', plant(twice('PayoutRequested', 'payout-1'))],
    ['I10', 'a revision left out', atRevision(event => ({ ...event, revision: event.revision + 1n }))],
    ['I10', 'a revision twice', atRevision(event => ({ ...event, revision: event.revision - 1n }))],
    [
      'I10',
      'a position backwards',
      atRevision(event => ({ ...event, position: { commit: 1n, prepare: 1n } })),
    ],
    ['I10', 'an event id twice', world => altered(world, event => [{ ...event, id: world.events[0]!.id }])],
    ['I10', 'an event id that is none', atRevision(event => ({ ...event, id: 'x' }))],
    ['I12', 'a notification applied twice', plant(twice('NotificationApplied'))],
    ['I12', 'an effect without its notification', plant(without('ProviderNotificationReceived'))],
    [
      'I12',
      'a notification with two effects',
      plant(changed('PayoutFailed', { evidence: evidenceOfSample() })),
    ],
    ['I12', 'a notification without a verdict', plant(without('NotificationApplied'))],
    [
      'I12',
      'a verdict on a notification of another stream',
      plant(changed('PayoutCompleted', { evidence: verdictOn('notification-connectpsp-2') })),
    ],
    ['UNREADABLE', 'a verdict on no stream', plant(changed('PayoutCompleted', { evidence: verdictOn(1) }))],
    ['I12', 'a notification lost', world => ({ ...world, storedNotifications: ['{"another":1}'] })],
    [
      'I13',
      'paid there, failed here',
      world => ({
        ...world,
        providerRecords: world.providerRecords.map(r => ({ ...r, status: 'COMPLETED' as const })),
      }),
    ],
    [
      'I13',
      'completed here, failed there',
      world => ({
        ...world,
        providerRecords: world.providerRecords.map(r => ({ ...r, status: 'FAILED' as const })),
      }),
    ],
    ['I13', 'completed here, unknown there', world => ({ ...world, providerRecords: [] })],
    ['I9', 'money set aside for a refused payout', plant(heldThoughRefused)],
    [
      'I13',
      'returned there, not here',
      world => ({ ...world, providerRecords: world.providerRecords.map(r => ({ ...r, returnedMinor: 1n })) }),
    ],
    ['I16', 'an outcome without its answer', plant(e => (e.body.type === 'ProviderExchanged' ? [] : [e]))],
    [
      'I13',
      'another amount there',
      world => ({ ...world, providerRecords: world.providerRecords.map(r => ({ ...r, amountMinor: 1n })) }),
    ],
  ];
  it.each(rows)('%s: %s', (invariant, _name, planted) => {
    expect(differencesIn(planted(sampleWorld())).map(found => found.invariant)).toContain(invariant);
  });
});

/** A fee above the hold and above everything else on the account. */
function overcharged(event: RecordedEvent): RecordedEvent[] {
  if (isOne(event, 'PayoutCompleted')) {
    return [saying(event, { feeAmountMinor: 9_000n, finalAmountMinor: 14_000n })];
  }
  return isOne(event, 'HoldCaptured') ? [saying(event, { feeAmountMinor: 9_000n })] : [event];
}

/** As it was written before the suspense carried what is above a hold. */
function overchargedInVersion1(event: RecordedEvent): RecordedEvent[] {
  return overcharged(event).map(each => ({ ...each, metadata: { ...each.metadata, schemaVersion: 1 } }));
}

/** What was refused is set aside all the same. */
function heldThoughRefused(event: RecordedEvent): RecordedEvent[] {
  return isOne(event, 'HoldRefused') ? [saying(event, {}, 'FundsHeld')] : [event];
}

function evidenceOfSample(): Data {
  const completed = sampleWorld().events.find(event => isOne(event, 'PayoutCompleted'))!;
  return (completed.body.data as Data)['evidence'] as Data;
}

function verdictOn(stream: unknown): Data {
  return { ...evidenceOfSample(), verdictOn: stream };
}

function changeReadModel(change: (readModel: ReadModelSnapshot) => ReadModelSnapshot) {
  return (world: World): World => ({ ...world, readModel: change(world.readModel!) });
}

describe('a case for a person', () => {
  it('excuses an overdraft and an outcome that does not come', () => {
    const overdrawn = altered(sampleWorld(), overchargedInVersion1);
    const stuck = altered(sampleWorld(), e =>
      isOne(e, 'PayoutFailed') || isOne(e, 'HoldReleased') ? [] : [e],
    );
    expect(violationsOf({ ...overdrawn, openCases: ['payout-1'] })).toEqual([]);
    expect(violationsOf({ ...stuck, openCases: ['payout-2'] })).toEqual([]);
    expect(violationsOf({ ...stuck, openCases: ['payout-1'] })).not.toEqual([]);
  });

  it('is what an unresolved case stream says', () => {
    const left = altered(sampleWorld(), e => {
      if (isOne(e, 'PayoutFailed') || isOne(e, 'HoldReleased')) return [];
      return isOne(e, 'PayoutOutcomeUnknown') ? [saying(e, { needsPerson: true })] : [e];
    });
    expect(violationsOf(left).join()).toContain('PayoutOutcomeUnknown opened no case OUTCOME_UNKNOWN');
    const doubt = left.events.find(e => isOne(e, 'PayoutOutcomeUnknown'))!;
    const cause = { eventId: doubt.id, streamId: doubt.streamId };
    const [opened] = recorded([caseOpened({ kind: 'OUTCOME_UNKNOWN', payoutId: 'payout-2', cause })]);
    const place = BigInt(left.events.length + 1);
    const position = { commit: place, prepare: place };
    expect(violationsOf({ ...left, events: [...left.events, { ...opened!, position }] })).toEqual([]);
  });
});
