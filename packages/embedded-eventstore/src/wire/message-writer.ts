/** Varints have seven bits to a byte: 64 bits are ten bytes at most. */
const MAX_VARINT_BYTES = 10;
/** A tag of the field numbers used here (below 16) is one byte. */
export const MAX_FIELD_OVERHEAD_BYTES = 1 + MAX_VARINT_BYTES;

/** Writes the fields of one message, one after the other, into a buffer that is known to be large enough. */
export class MessageWriter {
  private readonly buffer: Buffer;
  private at = 0;

  /** `maximumBytes` bounds what will be written; more than that throws a RangeError. */
  constructor(maximumBytes: number) {
    this.buffer = Buffer.allocUnsafe(maximumBytes);
  }

  /** Begins a length-delimited field, or a message within, of so many bytes. */
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

  /** `length` is that of the text in bytes. */
  text(field: number, text: string, length: number): void {
    this.begin(field, length);
    this.at += this.buffer.write(text, this.at, length);
  }

  /** A safe integer ≥ 0. As in every message, a zero is left out. */
  varint(field: number, value: number): void {
    if (value === 0) return;
    this.number(field * 8);
    this.number(value);
  }

  /** Any unsigned 64-bit number. */
  varint64(field: number, value: bigint): void {
    this.number(field * 8);
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    this.byte(Number(rest));
  }

  /** What was written. */
  done(): Buffer {
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

/** How many bytes a length-delimited field with this content takes, for a field number below 16. */
export const fieldBytes = (length: number): number => 1 + varintBytes(length) + length;

function varintBytes(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) count += 1;
  return count;
}
