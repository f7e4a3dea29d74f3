import fc from 'fast-check';
import { Bug } from '../../src/shared/invariant';
import {
  add,
  CURRENCIES,
  formatAmount,
  isCurrency,
  MAX_AMOUNT_MINOR,
  money,
  parseAmount,
  parseProviderAmount,
  type Currency,
} from '../../src/shared/money';

const currency = fc.constantFrom(...CURRENCIES);
const minor = fc.oneof(
  fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR }),
  fc.bigInt({ min: 0n, max: 1_000n }),
  fc.constantFrom(MAX_AMOUNT_MINOR, MAX_AMOUNT_MINOR - 1n),
);

describe('an amount as text', () => {
  it('comes back as the same minor units', () => {
    fc.assert(fc.property(minor, currency, (m, c) => expect(parseAmount(formatAmount(m, c), c)).toBe(m)));
  });

  it('has one text only: whatever parses is formatted to the same text', () => {
    const text = fc.oneof(
      fc.stringMatching(/^-?\d{0,4}\.?\d{0,3}$/),
      fc.stringMatching(/^[0-9eE+. -]{0,8}$/),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(text, currency, (t, c) => {
        const parsed = parseAmount(t, c);
        if (parsed !== undefined) expect(formatAmount(parsed, c)).toBe(t);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read digit by digit: it equals the figure without its point', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const text = `${whole}.${String(cents).padStart(2, '0')}`;
          expect(parseAmount(text, 'BRL')).toBe(whole * 100n + BigInt(cents));
          expect(parseProviderAmount(text, 'BRL')).toBe(whole * 100n + BigInt(cents));
        },
      ),
    );
  });

  const refused: [string, Currency][] = [
    ['', 'BRL'],
    ['50', 'BRL'],
    ['50.', 'BRL'],
    ['50.0', 'BRL'],
    ['50.000', 'BRL'],
    ['.50', 'BRL'],
    ['050.00', 'BRL'],
    ['00.00', 'BRL'],
    ['-1.00', 'BRL'],
    ['+1.00', 'BRL'],
    [' 1.00', 'BRL'],
    ['1.00 ', 'BRL'],
    ['1.00\n', 'BRL'],
    ['1,00', 'BRL'],
    ['1 000.00', 'BRL'],
    ['1_000.00', 'BRL'],
    ['1e2', 'BRL'],
    ['1.0e1', 'BRL'],
    ['0x10', 'BRL'],
    ['NaN', 'BRL'],
    ['Infinity', 'BRL'],
    ['١.٠٠', 'BRL'],
    ['1٫00', 'BRL'],
    ['90071992547409.92', 'BRL'],
    ['9007199254740992', 'JPY'],
    ['99999999999999999.00', 'BRL'],
    ['1.00', 'JPY'],
    ['1.', 'JPY'],
    ['01', 'JPY'],
  ];
  it.each(refused)('%j in %s is refused', (text, c) => {
    expect(parseAmount(text, c)).toBeUndefined();
  });

  it('is taken up to the largest amount', () => {
    expect(parseAmount('90071992547409.91', 'BRL')).toBe(MAX_AMOUNT_MINOR);
    expect(parseAmount('9007199254740991', 'JPY')).toBe(MAX_AMOUNT_MINOR);
  });

  it('below zero is only ever written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }), currency, (m, c) => {
        expect(formatAmount(-m, c)).toBe(`-${formatAmount(m, c)}`);
        expect(parseAmount(formatAmount(-m, c), c)).toBeUndefined();
      }),
    );
  });
});

describe("a provider's number", () => {
  it('may leave out zeros', () => {
    fc.assert(
      fc.property(minor, m => {
        const exact = formatAmount(m, 'BRL');
        expect(parseProviderAmount(exact, 'BRL')).toBe(m);
        expect(parseProviderAmount(exact.replace(/\.?0{1,2}$/, ''), 'BRL')).toBe(m);
      }),
    );
  });

  it('with more decimals than the currency has is refused, never rounded and never guessed at', () => {
    fc.assert(
      fc.property(minor, fc.stringMatching(/^\d{1,9}$/), (m, more) => {
        expect(parseProviderAmount(`${formatAmount(m, 'BRL')}${more}`, 'BRL')).toBeUndefined();
        expect(parseProviderAmount(`${m}.${more}`, 'JPY')).toBeUndefined();
      }),
    );
  });

  it.each([
    '',
    '-1',
    '+1',
    '1e2',
    '1.',
    '.5',
    ' 1',
    '1 ',
    '1,5',
    '1.000',
    '1,000',
    '1.000,00',
    '1,000.00',
    '1 000',
    '0x1',
    'NaN',
    '90071992547409.92',
    '1'.repeat(17),
  ])('%j is refused', text => {
    expect(parseProviderAmount(text, 'BRL')).toBeUndefined();
  });
});

describe('currencies', () => {
  it('are never added to each other', () => {
    fc.assert(
      fc.property(minor, minor, currency, currency, (left, right, c, d) => {
        const sum = () => add(money(left, c), money(right, d));
        if (c === d) expect(sum()).toEqual({ minor: left + right, currency: c });
        else expect(sum).toThrow(Bug);
      }),
    );
  });

  it.each(['brl', 'XXX', '', 'toString', '__proto__', null, undefined, 986])('%j is none', value => {
    expect(isCurrency(value)).toBe(false);
  });
});
