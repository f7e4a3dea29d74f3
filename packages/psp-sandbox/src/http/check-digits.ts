/** Returns whether the check digits of a CPF (11 digits) or a CNPJ (14 characters, letters allowed) are right. */
export function hasCheckDigits(document: string): boolean {
  if (/^(.)\1*$/.test(document)) return false;
  const limit = document.length === 11 ? 11 : 9;
  const values = [...document].map(character => character.charCodeAt(0) - 48);
  return [2, 1].every(left => values.at(-left) === checkDigit(values.slice(0, -left), limit));
}

/** The weights begin with 2 at the right end, grow by one, and begin again above the limit. */
function checkDigit(values: readonly number[], limit: number): number {
  const weighted = [...values].reverse().map((value, index) => value * (2 + (index % (limit - 1))));
  const rest = weighted.reduce((sum, value) => sum + value, 0) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/** Returns whether the lengths in a BR Code lead to its end, and its checksum is that of all earlier characters. */
export function isCompleteBrCode(text: string): boolean {
  let at = 0;
  let last = '';
  while (at < text.length) {
    const length = /^\d{4}$/.test(text.slice(at, at + 4)) ? Number(text.slice(at + 2, at + 4)) : 0;
    if (length === 0) return false;
    last = text.slice(at, at + 2);
    at += 4 + length;
  }
  return at === text.length && last === '63' && text.slice(-4) === crc16(text.slice(0, -4));
}

/** CRC-16/CCITT-FALSE of the UTF-8 bytes, as four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
