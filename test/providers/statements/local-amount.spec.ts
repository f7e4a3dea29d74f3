import { readLocalAmount } from '../../../src/providers/statements/local-amount';

describe('An amount as a program in Brazil writes it', () => {
  it.each<[string, ',' | '.', bigint]>([
    ['1.234,56', ',', 123456n],
    ['1234,56', ',', 123456n],
    ['-1.234,56', ',', -123456n],
    ['1.234,56-', ',', -123456n],
    ['1.234,56 D', ',', -123456n],
    ['1.234,56C', ',', 123456n],
    ['(50,00)', ',', -5000n],
    ['R$ 50,00', ',', 5000n],
    ['-R$ 50,00', ',', -5000n],
    ['R$ -50,00', ',', -5000n],
    ['\u2212 50,5', ',', -5050n],
    ['+50', ',', 5000n],
    ['1,234.56', '.', 123456n],
    ['-70.00', '.', -7000n],
    ['1.234.567,89', ',', 123456789n],
  ])('%s with %s is read', (text, decimal, minor) => {
    expect(readLocalAmount(text, decimal, 'BRL')).toBe(minor);
  });

  it.each<[string, ',' | '.']>([
    ['1.234', ','],
    ['1,234', '.'],
    ['1.23,45', ','],
    ['1.234,567', ','],
    ['1.234.56', '.'],
    ['--1,00', ','],
    ['(1,00', ','],
    ['-1,00 D', ','],
    ['1,00 X', ','],
    ['', ','],
    ['12,34,56', ','],
    ['1e3', '.'],
    ['50,00', '.'],
  ])('%s with %s is not guessed', (text, decimal) => {
    expect(readLocalAmount(text, decimal, 'BRL')).toBeUndefined();
  });
});
