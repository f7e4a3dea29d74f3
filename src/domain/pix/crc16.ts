const POLYNOMIAL = 0x1021;

/**
 * CRC-16/CCITT-FALSE (start FFFF, no reflection) of a text of ASCII characters, as four upper-case hexadecimal digits:
 * "123456789" → "29B1". It notices every change that lies within sixteen neighbouring bits, so any one character.
 */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at) << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
    }
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
