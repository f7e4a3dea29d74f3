import { join } from 'node:path';

type Guesses = readonly Readonly<Record<string, string>>[];
interface OfText {
  amountIn(text: string): string | undefined;
  guessesOf(text: string): Guesses;
  personalGuessesOf(text: string): Guesses;
}

/** A module of the browser, which another compiler reads. */
const { amountIn, guessesOf, personalGuessesOf } = jest.requireActual<OfText>(
  join(__dirname, '../../packages/console/src/views/payments/search/guesses.ts'),
);

describe('what a text of the search can be', () => {
  it.each([
    ['50', '50.00'],
    ['50,00', '50.00'],
    ['50.00', '50.00'],
    ['R$ 1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1.234', '1234.00'],
  ])('is an amount: %s', (text, amount) => {
    expect(amountIn(text)).toBe(amount);
    expect(guessesOf(text)).toContainEqual({ amount });
  });

  it.each(['12345678909', '50,0', '-50,00', '1.23,45', 'withdrawal-50', 'R$', ''])('is no amount: %s', text =>
    expect(amountIn(text)).toBeUndefined(),
  );

  it.each([
    ['123.456.789-09', [{ payeeDocument: '12345678909' }, { pixKey: '12345678909' }]],
    ['12.345.678/0001-95', [{ payeeDocument: '12345678000195' }, { pixKey: '12345678000195' }]],
    ['Maria@Example.com', [{ pixKey: 'maria@example.com' }]],
    ['+5511987654321', [{ pixKey: '+5511987654321' }]],
    ['0b7a6c1e-5b5e-4f5f-8a53-d1f1a7c8e210', [{ pixKey: '0b7a6c1e-5b5e-4f5f-8a53-d1f1a7c8e210' }]],
    ['withdrawal-1', []],
    ['50,00', []],
  ])('is of a payee or not: %s', (text, guesses) => {
    expect(personalGuessesOf(text)).toEqual(guesses);
  });
});
