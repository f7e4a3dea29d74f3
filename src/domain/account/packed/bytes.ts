import { invariant } from '../../../shared/invariant';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A whole number from 0 to 2^53 − 1, in groups of seven bits, the lowest first. */
export function pushNumber(target: number[], value: number): void {
  invariant(Number.isSafeInteger(value) && value >= 0, `${value} cannot be packed`);
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) target.push((left % 0x80) + 0x80);
  target.push(left);
}

/** Reads packed numbers one after another. */
export class NumberReader {
  constructor(
    private readonly bytes: Uint8Array,
    /** Where the next number begins. */
    public offset = 0,
  ) {}

  next(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.offset];
      invariant(byte !== undefined, 'Packed bytes end in the middle of a number');
      this.offset += 1;
      value += (byte % 0x80) * scale;
      if (byte < 0x80) return value;
    }
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_BYTES = 16;

/** A key that tells its own length: 0 and a UUID's 16 bytes, or the length of a text + 1 and the text. */
export function packKey(key: string): Uint8Array {
  if (UUID.test(key)) return uuidBytes(key);
  const text = utf8(key);
  const length: number[] = [];
  pushNumber(length, text.length + 1);
  return joinBytes([Uint8Array.from(length), text]);
}

/** The key at this place and the place behind it. */
export function unpackKey(bytes: Uint8Array, offset: number): { key: string; end: number } {
  const reader = new NumberReader(bytes, offset);
  const length = reader.next();
  const start = reader.offset;
  const end = start + (length === 0 ? UUID_BYTES : length - 1);
  const part = bytes.subarray(start, end);
  return { key: length === 0 ? uuidText(part) : textOf(part), end };
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function uuidBytes(uuid: string): Uint8Array {
  const bytes = new Uint8Array(1 + UUID_BYTES);
  let digits = 2;
  for (let index = 0; index < uuid.length; index += 1) {
    const code = uuid.charCodeAt(index);
    if (code === HYPHEN) continue;
    bytes[digits >> 1]! |= hexDigit(code) << (digits % 2 === 0 ? 4 : 0);
    digits += 1;
  }
  return bytes;
}

const HYPHEN = 0x2d;
const DIGIT_0 = 0x30;
const LETTER_A = 0x61;
const hexDigit = (code: number): number => (code < LETTER_A ? code - DIGIT_0 : code - LETTER_A + 10);

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
