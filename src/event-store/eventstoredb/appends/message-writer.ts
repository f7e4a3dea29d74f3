/**
 * Writes the fields of a protobuf message from its end to its start. So the length of an inner message is known when it
 * is written, and every byte is written once. A tag is the field's number and its wire type.
 */
export class MessageWriter {
  private at: number;

  constructor(private readonly bytes: Buffer) {
    this.at = bytes.length;
  }

  /** Begins another message; what `finish` returned before stays as it is. */
  begin(): void {
    this.at = this.bytes.length;
  }

  /** A copy of what was written since `begin`. */
  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(this.at));
  }

  /** Where the message that was written so far begins: what `endMessage` needs. */
  mark(): number {
    return this.at;
  }

  /** Makes everything before `end` one inner message. `end` is the mark from before its fields. */
  endMessage(tag: number, end: number): void {
    this.varint(end - this.at);
    this.varint(tag);
  }

  text(tag: number, text: string): void {
    const end = this.at;
    const start = end - Buffer.byteLength(text);
    this.bytes.write(text, start, 'utf8');
    this.at = start;
    this.endMessage(tag, end);
  }

  /** `value` is a safe integer, 0 or above. */
  number(tag: number, value: number): void {
    this.varint(value);
    this.varint(tag);
  }

  /** `value` is 0 or above, with at most 64 bits. */
  wideNumber(tag: number, value: bigint): void {
    if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return this.number(tag, Number(value));
    const groups: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 7n) groups.push(Number(rest & 127n));
    this.groups(groups);
    this.varint(tag);
  }

  private varint(value: number): void {
    if (value < 128) {
      this.bytes[--this.at] = value;
      return;
    }
    const groups: number[] = [];
    for (let rest = value; rest > 0; rest = Math.floor(rest / 128)) groups.push(rest % 128);
    this.groups(groups);
  }

  /** Groups of seven bits, the lowest first. Every one but the last says that another follows. */
  private groups(groups: readonly number[]): void {
    for (let index = groups.length - 1; index >= 0; index -= 1)
      this.bytes[--this.at] = groups[index]! | (index < groups.length - 1 ? 128 : 0);
  }
}
