import fc from 'fast-check';
import {
  feeFor,
  highestFee,
  parseFeeSchedule,
  type FeeSchedule,
} from '../../../src/shared/settings/fee-schedule';

const schedule = (text: string): FeeSchedule => {
  const parsed = parseFeeSchedule(text);
  if (!parsed) throw new Error(`not a schedule: ${text}`);
  return parsed;
};
const at = (text: string) => new Date(text);
const NOW = at('2026-03-01T12:00:00Z');

const amounts = fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n });
const fixed = fc.bigInt({ min: 0n, max: 99_999_999_999n });
const fixedText = (minor: bigint) => `${minor / 100n}.${(minor % 100n).toString().padStart(2, '0')}`;
const percents = fc.integer({ min: 0, max: 1_000_000 });
const percentText = (ppm: number) =>
  `${Math.floor(ppm / 10_000)}.${(ppm % 10_000).toString().padStart(4, '0')}%`;
const versionText = fc.oneof(
  fixed.map(fixedText),
  percents.map(percentText),
  fc.tuple(fixed, percents).map(([minor, ppm]) => `${fixedText(minor)}+${percentText(ppm)}`),
);

describe('a fee schedule', () => {
  it.each([
    ['0.00', 5_000n, 0n],
    ['0.50', 5_000n, 50n],
    ['1.5%', 5_000n, 75n],
    ['0.50+1.5%', 5_000n, 125n],
    ['1%', 50n, 1n],
    ['1%', 49n, 0n],
    ['0.0001%', 500_000n, 1n],
    ['0.0001%', 499_999n, 0n],
    ['100%', 5_000n, 5_000n],
  ])('%s of %s is %s', (text, amountMinor, fee) => {
    expect(feeFor(schedule(text), amountMinor, NOW)).toBe(fee);
  });

  it.each([
    '',
    ' ',
    '0',
    '0.5',
    '.50',
    '-0.50',
    '+0.50',
    '1,5%',
    '101%',
    '100.0001%',
    '1.00001%',
    '%',
    '+',
    '0.50+',
    '+1%',
  ])('refuses %j', text => expect(parseFeeSchedule(text)).toBeUndefined());

  it.each([
    '0.50 1%',
    '0.501',
    '1%+0.50',
    '2026-01-01',
    '2026-01-01=',
    '2026-02-30=0.50',
    '0.50;0.60',
    '0.50;2026-01-01=0.60',
  ])('refuses %j', text => expect(parseFeeSchedule(text)).toBeUndefined());

  it('refuses versions that are not in order', () => {
    expect(parseFeeSchedule('2026-07-01=0.60;2026-01-01=0.50')).toBeUndefined();
    expect(parseFeeSchedule('2026-07-01=0.60;2026-07-01=0.50')).toBeUndefined();
  });

  it('changes at midnight UTC, and the first version holds before its own day', () => {
    const versions = schedule('2026-01-01=0.50+1%; 2026-07-01=0.60');
    expect(feeFor(versions, 1_000n, at('2025-06-01T00:00:00Z'))).toBe(60n);
    expect(feeFor(versions, 1_000n, at('2026-06-30T23:59:59.999Z'))).toBe(60n);
    expect(feeFor(versions, 2_000n, at('2026-06-30T23:59:59.999Z'))).toBe(70n);
    expect(feeFor(versions, 2_000n, at('2026-07-01T00:00:00Z'))).toBe(60n);
  });

  it('reserves the highest of the version in force and the later ones, not of the past', () => {
    const versions = schedule('2026-01-01=9.00;2026-02-01=1.00;2026-05-01=2.00;2026-06-01=0.50');
    expect(highestFee(versions, 1_000n, NOW)).toBe(200n);
    expect(highestFee(versions, 1_000n, at('2026-06-02T00:00:00Z'))).toBe(50n);
  });

  it('is the nearest minor unit, halves up, at any size', () => {
    fc.assert(
      fc.property(amounts, percents, (amountMinor, ppm) => {
        const fee = feeFor(schedule(percentText(ppm)), amountMinor, NOW);
        const error = fee * 1_000_000n - amountMinor * BigInt(ppm);
        expect(error > -500_000n && error <= 500_000n).toBe(true);
      }),
    );
  });

  it('adds the fixed and the percent part, and never falls as the amount grows', () => {
    fc.assert(
      fc.property(amounts, amounts, fixed, percents, (left, right, minor, ppm) => {
        const both = schedule(`${fixedText(minor)}+${percentText(ppm)}`);
        expect(feeFor(both, left, NOW)).toBe(minor + feeFor(schedule(percentText(ppm)), left, NOW));
        const [small, large] = left < right ? [left, right] : [right, left];
        expect(feeFor(both, small, NOW) <= feeFor(both, large, NOW)).toBe(true);
      }),
    );
  });

  it('never charges more at settlement than the hold reserved at the request', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 6 });
    const day = (index: number) => new Date(Date.UTC(2020, 0, 1) + index * 86_400_000);
    fc.assert(
      fc.property(
        days,
        fc.array(versionText, { minLength: 6, maxLength: 6 }),
        amounts,
        fc.nat(3_100),
        fc.nat(3_100),
        (dates, texts, amountMinor, one, other) => {
          const sorted = [...dates].sort((a, b) => a - b);
          const versions = schedule(
            sorted.map((date, index) => `${day(date).toISOString().slice(0, 10)}=${texts[index]}`).join(';'),
          );
          const held = highestFee(versions, amountMinor, day(Math.min(one, other)));
          expect(feeFor(versions, amountMinor, day(Math.max(one, other))) <= held).toBe(true);
        },
      ),
    );
  });
});
