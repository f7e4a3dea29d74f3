import { Books } from '../../src/audit/books';
import type { CaseDecision, CaseEvent } from '../../src/domain/case/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { captured, deposited, held, opened } from '../domain/account/account-examples';
import {
  BOUND,
  caseOpened,
  confirmed,
  DISMISS,
  markedPaid,
  proposed,
  writtenOff,
} from '../domain/case/case-examples';
import { contradicted, request, started } from '../domain/payout/payout-examples';
import { idAt, recorded, type Recordable } from '../support/history';

const requested: PayoutEvent = { type: 'PayoutRequested', data: request() };
const before: Recordable[] = [opened, deposited(), requested, held(5_031n), started];

/** The case that the last of these events opens. */
const caseOf = (events: readonly Recordable[], over: object = {}): Recordable[] => {
  const cause = { eventId: idAt(events.at(-1)!, events.length - 1), streamId: 'account-merchant-1' };
  return [...events, caseOpened({ payoutId: 'payout-1', cause, ...over })];
};

const bounded = (event: CaseEvent, amountMinor: bigint): CaseEvent =>
  ({ ...event, data: { ...event.data, bound: { ...BOUND, amountMinor } } }) as CaseEvent;

const withoutBound = ({ type, data }: CaseEvent): CaseEvent => {
  const { bound: _bound, ...rest } = data as { bound?: object };
  return { type, data: rest } as CaseEvent;
};

function violations(events: readonly RecordedEvent[]): string[] {
  const books = new Books();
  for (const event of events) books.apply(event);
  return books.differences.first
    .filter(({ invariant }) => invariant === 'I20')
    .map(({ stream, revision, detail }) => `${stream}@${revision} ${detail}`);
}

const decide = (events: Recordable[], decision: CaseDecision): Recordable[] => [
  ...events,
  proposed('ann', decision),
  confirmed('bob', decision),
];

describe('the amount of a decision', () => {
  const claimed = contradicted({
    stands: 'FAILED',
    claimed: 'RETURNED',
    claim: {
      kind: 'returned',
      returned: {
        returnId: 'return-1',
        endToEndId: null,
        currency: 'BRL',
        amountMinor: 3_000n,
        feeAmountMinor: 7n,
        providerTime: null,
      },
      completion: null,
    },
  });
  const charged = captured({ feeAmountMinor: 36n, excessMinor: 5n });

  it.each<[string, Recordable[]]>([
    ['what the payout costs', decide(caseOf(before), writtenOff(5_031n))],
    ['the fee that was held', decide(caseOf(before), markedPaid(31n))],
    ['the fee that is expected', decide(caseOf(before), markedPaid(null))],
    ['nothing', [...caseOf(before), proposed('ann', DISMISS), confirmed('ann', DISMISS)]],
  ])('is at most %s', (_, events) => {
    expect(violations([...recorded(events)]).filter(line => !line.includes('has the bound'))).toEqual([]);
  });

  it.each<[string, Recordable[], bigint, CaseDecision]>([
    ['the cost of the payout', before, 5_031n, writtenOff(1n)],
    ['the fee held', before, 31n, markedPaid(1n)],
    ['a return', [...before, claimed], 3_007n, writtenOff(1n)],
    ['a charge above the hold', [...before, charged], 5_036n, writtenOff(1n)],
    ['the excess', [...before, charged], 5n, { type: 'CHARGE_CUSTOMER', amountMinor: 1n }],
  ])('has %s as its bound, and a higher bound is found', (_, events, most, decision) => {
    const opening = caseOf(events);
    const judged = (bound: bigint) => [
      ...opening,
      bounded(proposed('ann', decision), bound),
      bounded(confirmed('bob', decision), bound),
    ];
    expect(violations([...recorded(judged(most))])).toEqual([]);
    expect(violations([...recorded(judged(most + 1n))])).toEqual([
      expect.stringContaining(`has the bound ${most + 1n}, the evidence bears ${most}`),
      expect.stringContaining(`has the bound ${most + 1n}, the evidence bears ${most}`),
    ]);
  });

  it('is found above its bound, and without one', () => {
    const decision = writtenOff(750_000_000n);
    const opening = caseOf(before);
    const over = [
      ...opening,
      bounded(proposed('ann', decision), 5_031n),
      bounded(confirmed('bob', decision), 5_031n),
    ];
    expect(violations([...recorded(over)])).toEqual([
      'case-case-1@1 WRITE_OFF names 750000000, above its bound of 5031',
      'case-case-1@2 WRITE_OFF names 750000000, above its bound of 5031',
    ]);
    const unbound = [
      ...opening,
      withoutBound(proposed('ann', decision)),
      withoutBound(confirmed('bob', decision)),
    ];
    const events = [...recorded(unbound)];
    expect(violations(events)).toEqual([
      'case-case-1@1 WRITE_OFF names 750000000 and was compared with nothing',
      'case-case-1@2 WRITE_OFF names 750000000 and was compared with nothing',
    ]);
    // Before the rule nothing was compared, and old folders stay as they are.
    const old = events.map(event => ({ ...event, metadata: { ...event.metadata, schemaVersion: 1 } }));
    expect(violations(old)).toEqual([]);
  });
});
