import { Books } from '../../src/audit/books';
import { captureReversed, captured, deposited, held, opened } from '../domain/account/account-examples';
import { feesProposed, feesSettled } from '../domain/journal/fees/fee-examples';
import { recorded, type Recordable } from '../support/history';

const paid = (payoutId: string, feeAmountMinor: bigint): Recordable[] => [
  held(1_000n, payoutId),
  captured({ payoutId, heldAmountMinor: 1_000n, originalAmountMinor: 800n, feeAmountMinor }),
];
const reversed = (payoutId: string, feeAmountMinor: bigint): Recordable =>
  captureReversed({ payoutId, originalAmountMinor: 800n, feeAmountMinor });

/** 1.50 are charged and 0.33 of it reversed: 1.17 are owed. */
const OWED: Recordable[] = [
  opened,
  deposited(),
  ...paid('payout-1', 117n),
  ...paid('payout-2', 33n),
  reversed('payout-2', 33n),
];

/** What the audit says of fees; the payouts of these accounts are not the matter here. */
const violations = (...events: Recordable[]): string[] => {
  const books = new Books();
  for (const event of recorded([...OWED, ...events])) books.apply(event);
  return books
    .checkTotals()
    .filter(({ invariant }) => invariant === 'I21')
    .map(({ detail }) => detail);
};

const later = { settlementId: 'of-invoice-12', reference: 'invoice-12' };

describe('I21: the fees of a provider', () => {
  it('are settled by two persons, as far as they are owed', () => {
    expect(violations(feesProposed(), feesSettled())).toEqual([]);
  });

  it('may be reversed between the reading of the books and the settlement, and after it', () => {
    expect(
      violations(feesProposed(), reversed('payout-1', 117n), feesSettled(), feesProposed(later)),
    ).toEqual([]);
  });

  it.each<[what: string, events: Recordable[], said: RegExp]>([
    [
      'more than is owed',
      [feesProposed({ amountMinor: 118n }), feesSettled({ amountMinor: 118n })],
      /^118 are settled altogether, of 117 that were owed$/,
    ],
    [
      'more than is owed, in parts',
      [
        feesProposed({ amountMinor: 60n }),
        feesSettled({ amountMinor: 60n }),
        feesProposed({ ...later, amountMinor: 58n }),
        feesSettled({ ...later, amountMinor: 58n }),
      ],
      /^118 are settled altogether, of 117/,
    ],
    [
      'nothing',
      [feesProposed({ amountMinor: 0n }), feesSettled({ amountMinor: 0n })],
      /^nothing is settled$/,
    ],
    [
      'fees that are not charged yet',
      [feesProposed(), feesSettled({ chargedMinor: 151n })],
      /^rests on fees of 151, the provider has charged 150$/,
    ],
    [
      'fees without a reversal that the proposal could know',
      [feesProposed(), feesSettled({ reversedMinor: 32n })],
      /^rests on reversed fees of 32, they went from 33 to 33$/,
    ],
    [
      'fees with a reversal that never came',
      [feesProposed({ amountMinor: 1n }), feesSettled({ amountMinor: 1n, reversedMinor: 34n })],
      /^rests on reversed fees of 34, they went from 33 to 33$/,
    ],
    ['what nobody proposed', [feesSettled()], /^invoice-11 is settled without a proposal$/],
    [
      'another amount than was proposed',
      [feesProposed({ amountMinor: 116n }), feesSettled()],
      /"117","FLOAT"\] is settled, and .*"116","FLOAT"\] was proposed$/,
    ],
    [
      'from elsewhere than was proposed',
      [feesProposed(), feesSettled({ paidFrom: 'HOUSE' })],
      /"HOUSE"\] is settled, and .*"FLOAT"\] was proposed$/,
    ],
    [
      'what another person had proposed',
      [feesProposed({ proposedBy: 'carol' }), feesSettled()],
      /^carol proposed it, not alice$/,
    ],
    [
      'what one person alone settled',
      [feesProposed(), feesSettled({ confirmedBy: 'alice' })],
      /^alice alone/,
    ],
    [
      'a reference twice',
      [
        feesProposed({ amountMinor: 1n }),
        feesSettled({ amountMinor: 1n }),
        feesProposed({ amountMinor: 1n }),
        feesSettled({ amountMinor: 1n }),
      ],
      /^ProviderFeesSettled: reference invoice-11 was settled before$/,
    ],
  ])('are not settled: %s', (_what, events, said) => {
    expect(violations(...events)).toContainEqual(expect.stringMatching(said));
  });
});
