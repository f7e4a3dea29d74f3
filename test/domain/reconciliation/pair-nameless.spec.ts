import fc from 'fast-check';
import type { ReadStatementLine } from '../../../src/domain/reconciliation/events';
import { matchStatement, type BookedMovement } from '../../../src/domain/reconciliation/match-statement';

const FROM = '2026-03-10T03:00:00.000Z';
const TO = '2026-03-13T03:00:00.000Z';
/** 23:30 in Brazil: the day before in UTC's calendar is not meant. */
const LATE = '2026-03-11T02:30:00.000Z';
const [ANA, BIA] = ['12345678909', '07646173380'];

const payout = (index: number, given: Partial<BookedMovement> = {}): BookedMovement => ({
  kind: 'PAYOUT',
  payoutId: `payout ${index}`,
  status: 'COMPLETED',
  providerId: `P${index}`,
  externalReference: `R${index}`,
  endToEndId: `E${index}`,
  amountMinor: 5000n,
  feeAmountMinor: 1n,
  bookedAt: LATE,
  document: ANA,
  ...given,
});
const nameless = (line: number, given: Partial<ReadStatementLine> = {}): ReadStatementLine => ({
  line,
  kind: 'PAYOUT',
  status: 'COMPLETED',
  providerId: null,
  externalReference: null,
  endToEndId: null,
  amountMinor: 5000n,
  feeAmountMinor: null,
  providerTime: '10/03/2026',
  day: '2026-03-10',
  ...given,
});
const match = (lines: readonly ReadStatementLine[], booked: readonly BookedMovement[]) =>
  matchStatement({ lines, from: FROM, to: TO }, booked, ({ kind, line }) => `${kind} ${line?.line ?? ''}`);
const kindsOf = (...parts: Parameters<typeof match>) =>
  match(...parts)
    .breaks.map(({ kind }) => kind)
    .sort();

describe('A line without a name', () => {
  it('is matched by amount and day, and says so', () => {
    const { matched, breaks } = match([nameless(1)], [payout(1)]);
    expect(matched).toEqual([expect.objectContaining({ payoutId: 'payout 1', matchedBy: 'AMOUNT_AND_DAY' })]);
    expect(breaks).toEqual([]);
  });

  it('is matched by the document too where both have one, and the document is not recorded', () => {
    const lines = [nameless(1, { document: ANA }), nameless(2, { document: BIA })];
    const { matched, breaks } = match(lines, [payout(1, { document: BIA }), payout(2)]);
    expect(matched.map(({ line, payoutId, matchedBy }) => [line.line, payoutId, matchedBy])).toEqual([
      [1, 'payout 2', 'AMOUNT_DAY_AND_DOCUMENT'],
      [2, 'payout 1', 'AMOUNT_DAY_AND_DOCUMENT'],
    ]);
    expect(breaks).toEqual([]);
    expect(Object.keys(matched[0]!.line)).not.toEqual(expect.arrayContaining(['document']));
    expect(Object.keys(matched[0]!.line)).not.toEqual(expect.arrayContaining(['day']));
  });

  it('is a break where two movements fit it, or two lines fit one movement: nothing is guessed', () => {
    const two = match([nameless(1)], [payout(1), payout(2)]);
    expect(two.breaks).toEqual([
      expect.objectContaining({
        kind: 'AMBIGUOUS',
        payoutId: null,
        detail: expect.stringContaining('1 lines without a name fit 2 movements here (payout 1, payout 2)'),
      }),
    ]);
    expect(kindsOf([nameless(1), nameless(2)], [payout(1)])).toEqual(['AMBIGUOUS', 'AMBIGUOUS']);
    expect(kindsOf([nameless(1), nameless(2)], [payout(1), payout(2)])).toEqual(['AMBIGUOUS', 'AMBIGUOUS']);
    expect(kindsOf([nameless(1, { document: ANA }), nameless(2)], [payout(1)])).toEqual([
      'AMBIGUOUS',
      'AMBIGUOUS',
    ]);
  });

  it.each<[string, Partial<ReadStatementLine>, Partial<BookedMovement>]>([
    ['another amount', { amountMinor: 5001n }, {}],
    ['another day', { day: '2026-03-11' }, {}],
    ['another payee', { document: BIA }, {}],
    ['another kind', {}, { kind: 'RETURN' }],
    ['no day', { day: undefined as never }, {}],
    ['not completed here', {}, { status: 'UNDER_WAY', bookedAt: null }],
  ])('is no match with %s', (_name, line, movement) => {
    expect(kindsOf([nameless(1, line)], [payout(1, movement)])).toContain('MISSING_HERE');
  });

  it('does not get a movement that a line with a name has', () => {
    const named = nameless(1, { endToEndId: 'E1' });
    expect(kindsOf([nameless(2), named], [payout(1)])).toEqual(['MISSING_HERE']);
  });

  it('with a name that the books do not know is not matched otherwise', () => {
    const unknown = nameless(1, { endToEndId: 'E404' });
    expect(kindsOf([unknown], [payout(1)])).toEqual(['MISSING_HERE', 'MISSING_THERE']);
  });

  it('of money that came is a return where the books have one, else no break', () => {
    const credit = nameless(1, { kind: 'RETURN', isAnyCredit: true });
    const back = payout(1, { kind: 'RETURN', endToEndId: 'D1' });
    expect(match([credit], [back]).matched).toEqual([expect.objectContaining({ payoutId: 'payout 1' })]);
    expect(match([credit], [])).toEqual({ matched: [], nothingMoved: 1, breaks: [] });
    const named = { ...credit, endToEndId: 'E404' };
    expect(match([named], [])).toEqual({ matched: [], nothingMoved: 1, breaks: [] });
    // What is not known to be any credit is missed.
    expect(kindsOf([nameless(1, { kind: 'RETURN' })], [])).toEqual(['MISSING_HERE']);
  });

  it('gives every line one place, and no movement to two lines', () => {
    const some = fc.array(
      fc.record({ amountMinor: fc.constantFrom(100n, 200n), document: fc.constantFrom(ANA, BIA, undefined) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, some, (lines, movements) => {
        const read = lines.map(({ document, ...rest }, index) =>
          nameless(index + 1, { ...rest, ...(document !== undefined && { document }) }),
        );
        const booked = movements.map(({ document, ...rest }, index) =>
          payout(index, { ...rest, document: document ?? null }),
        );
        const { matched, breaks, nothingMoved } = match(read, booked);
        const placed = [...matched, ...breaks].flatMap(({ line }) => (line ? [line.line] : []));
        expect(placed.sort((left, right) => left - right)).toEqual(read.map(({ line }) => line));
        expect(nothingMoved).toBe(0);
        const ids = matched.map(({ payoutId }) => payoutId);
        expect(new Set(ids).size).toBe(ids.length);
        const missing = breaks.filter(({ kind }) => kind === 'MISSING_THERE').length;
        expect(matched.length + missing).toBeLessThanOrEqual(booked.length);
      }),
      { numRuns: 300 },
    );
  });
});
