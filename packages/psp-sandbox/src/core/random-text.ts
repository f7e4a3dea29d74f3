/** Returns a random integer in [0, limit). */
export type Below = (limit: number) => number;

const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const ALPHANUMERIC = `${UPPER_CASE}${UPPER_CASE.toLowerCase()}${DIGITS}`;

export const upperCaseLetters = (length: number, below: Below): string =>
  randomText(UPPER_CASE, length, below);

export const digits = (length: number, below: Below): string => randomText(DIGITS, length, below);

/** A PIX payment id: `E`, the payer's ISPB, the UTC minute and eleven characters. */
export const newEndToEndId = (ispb: string, utc: string, below: Below): string =>
  pixId('E', ispb, utc, below);

/** A PIX return id: `D`, the ISPB of the returning institution, the UTC minute and eleven characters. */
export const newReturnId = (ispb: string, utc: string, below: Below): string => pixId('D', ispb, utc, below);

function pixId(letter: 'E' | 'D', ispb: string, utc: string, below: Below): string {
  const minute = utc.slice(0, 16).replace(/[-T:]/g, '');
  return `${letter}${ispb}${minute}${randomText(ALPHANUMERIC, 11, below)}`;
}

function randomText(alphabet: string, length: number, below: Below): string {
  return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
}

/** Draws until it finds a text that is not in use: ids must stay unique, also after the simulator forgot its memory. */
export function drawUnused(draw: () => string, isUsed: (text: string) => boolean): string {
  let text = draw();
  while (isUsed(text)) text = draw();
  return text;
}
