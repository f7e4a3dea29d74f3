import fc from 'fast-check';
import type { StatementLine } from '../../../src/domain/reconciliation/events';
import { matchStatement, type BookedMovement } from '../../../src/domain/reconciliation/match-statement';

const FROM = '2026-03-10T03:00:00.000Z';
const TO = '2026-03-11T03:00:00.000Z';
const NOON = '2026-03-10T15:00:00.000Z';

const payout = (index: number, given: Partial<BookedMovement> = {}): BookedMovement => ({
  kind: 'PAYOUT',
  payoutId: `payout ${index}`,
  status: 'COMPLETED',
  providerId: `P${index}`,
  externalReference: `R${index}`,
  endToEndId: `E${index}`,
  amountMinor: 5000n,
  feeAmountMinor: 1n,
  bookedAt: NOON,
  ...given,
});

const lineOf = (
  movement: BookedMovement,
  line: number,
  given: Partial<StatementLine> = {},
): StatementLine => ({
  line,
  kind: movement.kind,
  status: 'COMPLETED',
  providerId: movement.providerId,
  externalReference: movement.externalReference,
  endToEndId: movement.endToEndId,
  amountMinor: movement.amountMinor,
  feeAmountMinor: movement.feeAmountMinor,
  providerTime: null,
  ...given,
});

const matched = (lines: readonly StatementLine[], booked: readonly BookedMovement[]) =>
  matchStatement({ lines, from: FROM, to: TO }, booked, ({ kind, payoutId, line }) =>
    [kind, payoutId, line?.line].join(' '),
  );

const FATES = [
  'same',
  'left out',
  'other amount',
  'twice',
  'unknown here',
  'unfinished there',
  'told before',
  'told after',
] as const;

const movements = fc
  .array(
    fc.record({
      amountMinor: fc.bigInt({ min: 1n, max: 10_000_000n }),
      feeAmountMinor: fc.bigInt({ min: 0n, max: 500n }),
      kind: fc.constantFrom('PAYOUT' as const, 'RETURN' as const),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map(all => all.map((given, index) => payout(index, given)));

/** How many breaks of each kind. */
const NONE = {
  MISSING_HERE: 0,
  MISSING_THERE: 0,
  DIFFERS: 0,
  UNFINISHED_THERE: 0,
  TWICE_THERE: 0,
  AMBIGUOUS: 0,
};

describe('A statement beside the books', () => {
  it('agrees with books that say the same, in any order of its lines', () => {
    fc.assert(
      fc.property(
        movements.chain(booked =>
          fc.tuple(
            fc.constant(booked),
            fc.shuffledSubarray(booked, { minLength: booked.length, maxLength: booked.length }),
          ),
        ),
        ([booked, order]) => {
          const outcome = matched(
            order.map((movement, index) => lineOf(movement, index + 1)),
            booked,
          );
          expect(outcome.breaks).toEqual([]);
          expect(outcome.matched).toHaveLength(booked.length);
        },
      ),
    );
  });

  it('has a break for every line left out, added, changed, repeated or unfinished, and none besides', () => {
    const plans = movements.chain(booked =>
      fc.tuple(
        fc.constant(booked),
        fc.array(fc.constantFrom(...FATES), {
          minLength: booked.length,
          maxLength: booked.length,
        }),
      ),
    );
    fc.assert(
      fc.property(plans, ([booked, plan]) => {
        const lines: StatementLine[] = [];
        const add = (movement: BookedMovement, given: Partial<StatementLine> = {}) =>
          lines.push(lineOf(movement, lines.length + 1, given));
        const due = { ...NONE };
        let unfinished = 0;
        const here: BookedMovement[] = [];
        booked.forEach((movement, index) => {
          const fate = plan[index];
          if (fate !== 'unknown here') here.push(movement);
          if (fate === 'told before') add(movement, { status: 'PENDING' });
          if (fate === 'unfinished there') add(movement, { status: 'PENDING' });
          else if (fate !== 'left out') {
            const amountMinor = movement.amountMinor + (fate === 'other amount' ? 1n : 0n);
            add(movement, { amountMinor });
          }
          if (fate === 'twice') add(movement);
          if (fate === 'told after') add(movement, { status: 'PENDING' });
          unfinished += fate === 'told before' || fate === 'told after' ? 1 : 0;
          due.UNFINISHED_THERE += fate === 'unfinished there' ? 1 : 0;
          due.MISSING_HERE += fate === 'unknown here' ? 1 : 0;
          due.MISSING_THERE += fate === 'left out' ? 1 : 0;
          due.DIFFERS += fate === 'other amount' ? 1 : 0;
          due.TWICE_THERE += fate === 'twice' ? 1 : 0;
        });
        const { breaks, nothingMoved } = matched(lines, here);
        expect(nothingMoved).toBe(unfinished);
        const found = { ...NONE };
        for (const { kind } of breaks) found[kind] += 1;
        expect(found).toEqual(due);
        expect(new Set(breaks.map(({ breakId }) => breakId)).size).toBe(breaks.length);
      }),
    );
  });

  it.each<[string, Partial<StatementLine>, Partial<BookedMovement>, string]>([
    ['the fee', { feeAmountMinor: 2n }, {}, 'fee in minor units is 2 there and 1 here'],
    ['the PIX id', { endToEndId: 'E9' }, {}, 'endToEndId is E9 there and E1 here'],
    ['failed there', { status: 'FAILED' }, {}, 'status is FAILED there and COMPLETED here'],
    ['failed here', {}, { status: 'FAILED' }, 'status is COMPLETED there and FAILED here'],
    ['under way here', {}, { status: 'UNDER_WAY' }, 'status is COMPLETED there and UNDER_WAY here'],
  ])('says what differs: %s', (_name, line, movement, detail) => {
    const booked = payout(1, movement);
    const { breaks } = matched([lineOf(payout(1), 1, line)], [booked]);
    expect(breaks).toEqual([expect.objectContaining({ kind: 'DIFFERS', payoutId: 'payout 1', detail })]);
  });

  it.each<[string, Partial<StatementLine>]>([
    ['its reference', { endToEndId: null, providerId: null }],
    ["the provider's id", { endToEndId: null, externalReference: null }],
    ['its PIX id', { externalReference: null, providerId: null }],
    ['an unnamed fee', { feeAmountMinor: null }],
  ])('finds a payout by %s', (_name, given) => {
    expect(matched([lineOf(payout(1), 1, given)], [payout(1)])).toEqual(
      expect.objectContaining({ breaks: [], matched: [expect.objectContaining({ payoutId: 'payout 1' })] }),
    );
  });

  it('does not take a return for its payment, though both carry the same reference', () => {
    const returned = payout(1, { kind: 'RETURN', endToEndId: 'D1', amountMinor: 100n });
    const lines = [lineOf(payout(1), 1), lineOf(returned, 2)];
    expect(matched(lines, [payout(1), returned]).breaks).toEqual([]);
    expect(matched([lineOf(returned, 1)], [payout(1)]).breaks.map(({ kind }) => kind)).toEqual([
      'MISSING_HERE',
      'MISSING_THERE',
    ]);
  });

  it('misses nothing that was booked at the very ends of the period, or that moved no money', () => {
    const edges = ['2026-03-10T03:30:00.000Z', '2026-03-11T02:30:00.000Z', '2026-03-09T15:00:00.000Z', null];
    const booked = edges.map((bookedAt, index) => payout(index, { bookedAt }));
    const failed = lineOf(payout(8), 1, { status: 'FAILED' });
    const pending = lineOf(payout(9), 2, { status: 'PENDING' });
    expect(matched([failed, pending], booked)).toEqual({ matched: [], breaks: [], nothingMoved: 2 });
  });

  describe('with a line that is unfinished there', () => {
    const pending = (given: Partial<StatementLine> = {}, line = 1) =>
      lineOf(payout(1), line, { status: 'PENDING', endToEndId: null, ...given });
    const ended = (given: Partial<StatementLine> = {}, line = 2) => lineOf(payout(1), line, given);
    const kinds = (lines: readonly StatementLine[], booked = [payout(1)]) =>
      matched(lines, booked).breaks.map(({ kind, payoutId }) => [kind, payoutId]);

    it.each(['COMPLETED', 'FAILED'] as const)('has a break of its own kind where it is %s here', status => {
      const booked = payout(1, status === 'FAILED' ? { status, bookedAt: null, endToEndId: null } : {});
      expect(matched([pending()], [booked])).toMatchObject({
        matched: [],
        nothingMoved: 0,
        breaks: [
          {
            kind: 'UNFINISHED_THERE',
            payoutId: 'payout 1',
            detail: `status is PENDING there and ${status} here`,
            since: status === 'FAILED' ? TO : NOON,
          },
        ],
      });
    });

    it('has none where it is under way here too, unless the amount differs', () => {
      const booked = [payout(1, { status: 'UNDER_WAY', bookedAt: null })];
      expect(matched([pending()], booked)).toEqual({ matched: [], breaks: [], nothingMoved: 1 });
      expect(matched([pending({ amountMinor: 5001n })], booked).breaks).toEqual([
        expect.objectContaining({
          kind: 'DIFFERS',
          detail: 'amount in minor units is 5001 there and 5000 here',
        }),
      ]);
    });

    it('differs where nobody here has sent it', () => {
      const booked = [payout(1, { status: 'NOT_SENT', bookedAt: null, providerId: null })];
      expect(matched([pending()], booked).breaks).toEqual([
        expect.objectContaining({ kind: 'DIFFERS', detail: 'status is PENDING there and NOT_SENT here' }),
      ]);
    });

    it('has a break of its own kind for a return too', () => {
      const back = payout(2, { kind: 'RETURN', endToEndId: 'D2' });
      expect(kinds([lineOf(back, 1, { status: 'PENDING' })], [back])).toEqual([
        ['UNFINISHED_THERE', 'payout 2'],
      ]);
    });

    it.each([
      ['before its end', [pending(), ended()]],
      ['after its end', [ended(), pending()]],
      ['twice before its end', [pending(), pending({}, 3), ended()]],
    ])('is one payment where it is told %s', (_name, lines) => {
      const outcome = matched(lines, [payout(1)]);
      expect(outcome).toMatchObject({ matched: [{ payoutId: 'payout 1' }], breaks: [] });
      expect(outcome.nothingMoved).toBe(lines.length - 1);
    });

    it('hides no difference of the end', () => {
      expect(kinds([pending(), ended({ amountMinor: 5001n })])).toEqual([['DIFFERS', 'payout 1']]);
      expect(kinds([pending(), ended({ status: 'FAILED' })])).toEqual([['DIFFERS', 'payout 1']]);
      expect(kinds([pending(), ended(), ended({}, 3)])).toEqual([['TWICE_THERE', 'payout 1']]);
      expect(kinds([pending(), ended()], [])).toEqual([['MISSING_HERE', null]]);
    });

    it('is a second payment where the provider has another id for it', () => {
      expect(kinds([ended(), pending({ providerId: 'P1b' })])).toEqual([['TWICE_THERE', 'payout 1']]);
      const underWay = [payout(1, { status: 'UNDER_WAY', bookedAt: null })];
      expect(kinds([pending(), pending({ providerId: 'P1b' }, 2)], underWay)).toEqual([
        ['TWICE_THERE', 'payout 1'],
      ]);
    });
  });

  it('gives a break the age of our booking, else of the statement', () => {
    const { breaks } = matched([lineOf(payout(7), 1)], [payout(1)]);
    expect(breaks.map(({ kind, since }) => [kind, since])).toEqual([
      ['MISSING_HERE', TO],
      ['MISSING_THERE', NOON],
    ]);
  });
});
