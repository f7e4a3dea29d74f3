import * as fc from 'fast-check';
import type { FeeEvent, FeeSettlement } from '../../../../src/domain/journal/events';
import {
  feeSettlements,
  owedMinor,
  type FeeSettlements,
  type SettleFees,
} from '../../../../src/domain/journal/fees/fee-settlements';

const NOW = '2026-12-01T12:00:00.000Z';
const INVOICE: FeeSettlement = {
  settlementId: 'of-invoice-11',
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 117n,
  paidFrom: 'FLOAT',
  reference: 'invoice-11',
};
/** 1.50 charged, of which 0.33 were reversed: 1.17 owed. */
const BOOKS = { chargedMinor: 150n, reversedMinor: 33n };

const settle = (
  person: string,
  settlement: Partial<FeeSettlement> = {},
  further: Partial<SettleFees> = {},
): SettleFees => ({
  type: 'SettleFees',
  settlement: { ...INVOICE, ...settlement },
  evidence: `${person} has seen the invoice`,
  person,
  madeKeysOf: [],
  books: BOOKS,
  booksKnow: Infinity,
  now: NOW,
  ...further,
});

/** Decides one command after another; the last one’s events or refusal, and the state after all. */
function after(...commands: SettleFees[]) {
  let state: FeeSettlements = feeSettlements.initial;
  let last: readonly FeeEvent[] | string = [];
  for (const command of commands) {
    const decision = feeSettlements.decide(state, command);
    last = decision.ok ? decision.value : decision.refusal;
    if (decision.ok) state = decision.value.reduce(feeSettlements.evolve, state);
  }
  return { state, last };
}

describe('settling a provider’s fees', () => {
  it('is proposed by one person and settled by another, on the books that this one saw', () => {
    const proposed = after(settle('alice'));
    expect(proposed.last).toEqual([
      {
        type: 'FeeSettlementProposed',
        data: { ...INVOICE, evidence: 'alice has seen the invoice', proposedBy: 'alice', proposedAt: NOW },
      },
    ]);
    const settled = after(settle('alice'), settle('bob'));
    expect(settled.last).toEqual([
      {
        type: 'ProviderFeesSettled',
        data: {
          ...INVOICE,
          ...BOOKS,
          evidence: 'alice has seen the invoice',
          proposedBy: 'alice',
          confirmedEvidence: 'bob has seen the invoice',
          confirmedBy: 'bob',
          settledAt: NOW,
        },
      },
    ]);
    expect(owedMinor(proposed.state, 'BRL', BOOKS)).toBe(117n);
    expect(owedMinor(settled.state, 'BRL', BOOKS)).toBe(0n);
  });

  it.each<[what: string, commands: SettleFees[], refusal: string]>([
    [
      'a reference that is settled, whoever asks',
      [settle('alice'), settle('bob'), settle('carol')],
      'REFERENCE_SETTLED',
    ],
    [
      'a settled reference with another amount',
      [settle('alice'), settle('bob'), settle('carol', { amountMinor: 1n })],
      'REFERENCE_SETTLED',
    ],
    ['the proposer as the second person', [settle('alice'), settle('alice')], 'SECOND_PERSON_REQUIRED'],
    [
      'the proposer before the amount',
      [settle('alice'), settle('alice', {}, { books: { chargedMinor: 0n, reversedMinor: 0n } })],
      'SECOND_PERSON_REQUIRED',
    ],
    [
      'a person who made a key of the proposer',
      [settle('alice'), settle('bob', {}, { madeKeysOf: ['alice'] })],
      'KEY_MAKER_CANNOT_CONFIRM',
    ],
    [
      'a confirmation on books that are older than the proposal',
      [settle('alice'), settle('bob', {}, { booksKnow: 0 })],
      'BOOKS_TOO_OLD',
    ],
    ['a proposal above what is owed', [settle('alice', { amountMinor: 118n })], 'ABOVE_FEES_OWED'],
    [
      'a confirmation above what is owed by then: a capture was reversed',
      [settle('alice'), settle('bob', {}, { books: { chargedMinor: 150n, reversedMinor: 34n } })],
      'ABOVE_FEES_OWED',
    ],
    [
      'a confirmation above what is owed by then: another settlement came first',
      [
        settle('alice'),
        settle('alice', { reference: 'invoice-12', amountMinor: 1n }),
        settle('bob', { reference: 'invoice-12', amountMinor: 1n }),
        settle('bob'),
      ],
      'ABOVE_FEES_OWED',
    ],
    [
      'another currency than that of the fees',
      [
        settle(
          'alice',
          { amountMinor: 1n, currency: 'USD' },
          { books: { chargedMinor: 0n, reversedMinor: 0n } },
        ),
      ],
      'ABOVE_FEES_OWED',
    ],
  ])('refuses %s', (_what, commands, refusal) => {
    expect(after(...commands).last).toBe(refusal);
  });

  it.each<Partial<FeeSettlement>>([{ amountMinor: 100n }, { paidFrom: 'HOUSE' }])(
    'takes other figures under the reference (%j) as another proposal, which the first person may confirm',
    other => {
      const { last } = after(settle('alice'), settle('bob', other));
      expect(last).toMatchObject([{ type: 'FeeSettlementProposed', data: { ...other, proposedBy: 'bob' } }]);
      const confirmed = after(settle('alice'), settle('bob', other), settle('alice', other)).last;
      expect(confirmed).toMatchObject([
        { type: 'ProviderFeesSettled', data: { ...other, proposedBy: 'bob' } },
      ]);
    },
  );

  it('never settles more than was charged and not reversed, whatever is asked', () => {
    const asked = fc.record({
      person: fc.constantFrom('alice', 'bob'),
      reference: fc.constantFrom('a', 'b', 'c', 'd'),
      amountMinor: fc.bigInt({ min: 1n, max: 60n }),
      charged: fc.bigInt({ min: 0n, max: 20n }),
      reversed: fc.bigInt({ min: 0n, max: 5n }),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), requests => {
        let state: FeeSettlements = feeSettlements.initial;
        const books = { chargedMinor: 0n, reversedMinor: 0n };
        for (const { person, reference, amountMinor, charged, reversed } of requests) {
          books.chargedMinor += charged;
          if (books.reversedMinor + reversed <= books.chargedMinor) books.reversedMinor += reversed;
          const command = settle(person, { reference, amountMinor }, { books: { ...books } });
          const decision = feeSettlements.decide(state, command);
          const settledBefore = state.settledMinor.get('BRL', 0n);
          if (decision.ok) state = decision.value.reduce(feeSettlements.evolve, state);
          const settled = state.settledMinor.get('BRL', 0n);
          if (settled > settledBefore) expect(owedMinor(state, 'BRL', books)).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });
});
