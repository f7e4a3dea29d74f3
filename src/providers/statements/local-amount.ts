import { parseProviderAmount, type Currency } from '../../shared/money';

const SHAPE = /^(\()?([-+\u2212])?(?:R\$)?([-+\u2212])?([\d.,]+)(\))?([-+]|[CDcd])?$/;
const DIGITS = {
  ',': /^(?:\d+|\d{1,3}(?:\.\d{3})+(?=,))(?:,\d{1,2})?$/,
  '.': /^(?:\d+|\d{1,3}(?:,\d{3})+(?=\.))(?:\.\d{1,2})?$/,
} as const;

/**
 * The signed minor units of an amount as a bank's program writes it: `1.234,56`, `-50,00`, `R$ 50,00-`, `(50,00)`,
 * `50,00 D`. Returns undefined for any other text, for two signs, and for groups of thousands without decimals: without
 * them `1.000` is one to some writers.
 */
export function readLocalAmount(text: string, decimal: ',' | '.', currency: Currency): bigint | undefined {
  const match = SHAPE.exec(text.replace(/\s/g, ''));
  if (!match) return undefined;
  const [, open, before, inner, digits = '', close, after] = match;
  if ((open === undefined) !== (close === undefined) || !DIGITS[decimal].test(digits)) return undefined;
  const signs = [open, before, inner, after].filter(sign => sign !== undefined);
  if (signs.length > 1) return undefined;
  const plain = decimal === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  const minor = parseProviderAmount(plain, currency);
  return minor !== undefined && /[-\u2212(Dd]/.test(signs[0] ?? '') ? -minor : minor;
}
