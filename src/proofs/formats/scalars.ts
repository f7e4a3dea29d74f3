import { HASH_BYTES } from '../merkle/hashing';
import { Malformed } from './malformed';

/** RFC 4648, section 4, and only the one text that encodes the bytes. @throws {Malformed} */
export function fromBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) throw new Malformed(`${what} is not base64`);
  return bytes;
}

/** @throws {Malformed} it is not the base64 of 32 bytes */
export function parseHash(text: string, what: string): Buffer {
  const hash = fromBase64(text, what);
  if (hash.length !== HASH_BYTES) throw new Malformed(`${what} does not have ${HASH_BYTES} bytes`);
  return hash;
}

/** A count in decimal without leading zeroes. @throws {Malformed} also above 2^53 - 1 */
export function parseCount(text: string, what: string): number {
  const count = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(count)) throw new Malformed(`${what} is not a whole number up to 2^53 - 1`);
  return count;
}
