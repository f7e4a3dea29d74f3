import { LosslessNumber, stringify } from 'lossless-json';
import { formatAmount } from '../../../../src/shared/money';

/** Draws an integer in [0, limit). */
export type Below = (limit: number) => number;

const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const ALPHANUMERIC = `${UPPER_CASE}${UPPER_CASE.toLowerCase()}${DIGITS}`;

/** JSON whose amounts keep their two decimals. */
export const jsonText = (value: object): string => stringify(value) ?? '';

/** An amount of reais as a JSON number that keeps its two decimals, if `jsonText` writes it. */
export const amountNumber = (minor: bigint): LosslessNumber => new LosslessNumber(formatAmount(minor, 'BRL'));

export const upperCaseLetters = (length: number, below: Below): string => drawn(UPPER_CASE, length, below);

export const digits = (length: number, below: Below): string => drawn(DIGITS, length, below);

/** `E`, the payer's ISPB, the UTC minute and eleven characters. */
export const newEndToEndId = (ispb: string, utc: string, below: Below): string =>
  pixId('E', ispb, utc, below);

/** `D`, the ISPB money comes back from, the UTC minute and eleven characters. */
export const newReturnId = (ispb: string, utc: string, below: Below): string => pixId('D', ispb, utc, below);

function pixId(letter: 'E' | 'D', ispb: string, utc: string, below: Below): string {
  const minute = utc.slice(0, 16).replace(/[-T:]/g, '');
  return `${letter}${ispb}${minute}${drawn(ALPHANUMERIC, 11, below)}`;
}

/** More than any receiver should read: two megabytes. */
export const padding = (): string => 'x'.repeat(2 * 1024 * 1024);

function drawn(alphabet: string, length: number, below: Below): string {
  return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
}
