/** A varint has seven bits in each byte, so 64 bits need at most ten bytes. */
const MAX_VARINT_BYTES = 10;
/** The tag of a field number below 16 is one byte. */
export const MAX_FIELD_OVERHEAD_BYTES = 1 + MAX_VARINT_BYTES;

/** Writes the fields of one message into a buffer that is large enough. */
export class MessageWriter {
  private readonly buffer: Buffer;
  private at = 0;

  /**
   * `maximumBytes` is the size of the buffer.
   * @throws {RangeError} when the fields need more
   */
  constructor(maximumBytes: number) {
    this.buffer = Buffer.allocUnsafe(maximumBytes);
  }

  /** Begins a length-delimited field or an inner message with this number of bytes. */
  begin(field: number, length: number): void {
    this.number(field * 8 + 2);
    this.number(length);
  }

  bytes(field: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.begin(field, bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** `length` is the length of the text in bytes. */
  text(field: number, text: string, length: number): void {
    this.begin(field, length);
    this.at += this.buffer.write(text, this.at, length);
  }

  /** Writes a safe integer ≥ 0. Zero is left out, as in every message. */
  varint(field: number, value: number): void {
    if (value === 0) return;
    this.number(field * 8);
    this.number(value);
  }

  /** Writes any unsigned 64-bit number. */
  varint64(field: number, value: bigint): void {
    this.number(field * 8);
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    this.byte(Number(rest));
  }

  /** Returns the written bytes. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  private number(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 0x80);
    this.byte(rest);
  }

  private byte(value: number): void {
    this.at = this.buffer.writeUInt8(value, this.at);
  }
}

/** The bytes of a length-delimited field with this content, for a field number below 16. */
export const fieldBytes = (length: number): number => 1 + varintBytes(length) + length;

/** The bytes of a varint field with this value, for a field number below 16. Zero is left out. */
export const varintFieldBytes = (value: number): number => (value === 0 ? 0 : 1 + varintBytes(value));

function varintBytes(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) count += 1;
  return count;
}
