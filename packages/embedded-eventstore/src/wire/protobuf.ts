/**
 * The part of the protobuf wire format that reads need. They look into stored events and frame them without decoding
 * them, which makes reads cheap.
 */
export interface Field {
  readonly number: number;
  /** The content of a length-delimited field. It is undefined for the other wire types. */
  readonly bytes: Buffer | undefined;
  /** The value of a varint field. It is undefined for the other wire types. */
  readonly value: number | undefined;
}

/**
 * Yields the fields of a message.
 * @throws {RangeError} when the bytes are not a message
 */
export function* fieldsOf(message: Buffer): Generator<Field> {
  const cursor = { at: 0 };
  while (cursor.at < message.length) {
    const tag = readVarint(message, cursor);
    yield readField(message, cursor, Math.floor(tag / 8), tag % 8);
  }
}

function readField(message: Buffer, cursor: Cursor, number: number, wireType: number): Field {
  if (wireType === 0) return { number, bytes: undefined, value: readVarint(message, cursor) };
  const length = wireType === 2 ? readVarint(message, cursor) : fixedLength(wireType);
  const end = cursor.at + length;
  if (end > message.length) throw new RangeError('A field is longer than its message.');
  const bytes = message.subarray(cursor.at, end);
  cursor.at = end;
  return { number, bytes: wireType === 2 ? bytes : undefined, value: undefined };
}

interface Cursor {
  at: number;
}

function fixedLength(wireType: number): number {
  if (wireType === 1) return 8;
  if (wireType === 5) return 4;
  throw new RangeError(`Wire type ${wireType} is not known.`);
}

/**
 * The value is exact up to 2^53. Larger values lose their low digits; only the revision of a tombstone is that large.
 */
function readVarint(message: Buffer, cursor: Cursor): number {
  let value = 0;
  for (let factor = 1, count = 0; count < 10; factor *= 128, count += 1) {
    const byte = message[cursor.at];
    if (byte === undefined) throw new RangeError('A number ends in its middle.');
    cursor.at += 1;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
  }
  throw new RangeError('A number is too long.');
}

/** The bytes of a varint. `value` is a safe integer ≥ 0. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** Tag, length and content of a length-delimited field. */
export const lengthDelimited = (number: number, ...content: Buffer[]): Buffer => {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([varint(number * 8 + 2), varint(length), ...content]);
};

export const varintField = (number: number, value: number): Buffer =>
  Buffer.concat([varint(number * 8), varint(value)]);
