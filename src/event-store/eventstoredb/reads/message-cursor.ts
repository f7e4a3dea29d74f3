/** The message is not as the fast decoder knows it. */
export class UnusualMessage extends Error {
  override name = 'UnusualMessage';
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A part of a message, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads the fields of a protobuf message one after the other. A tag is the field's number and its wire type. */
export class MessageCursor {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  isBefore(end: number): boolean {
    return this.at < end;
  }

  /** @throws {UnusualMessage} the number is above 2^53 − 1, or the message ends within it */
  varint(): number {
    let value = 0;
    for (let factor = 1; this.at < this.bytes.length; factor *= 128) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return Number.isSafeInteger(value) ? value : unusual();
    }
    return unusual();
  }

  /** Where the field that begins here ends. @throws {UnusualMessage} it ends outside of the message */
  end(): number {
    const length = this.varint();
    const end = this.at + length;
    return end <= this.bytes.length ? end : unusual();
  }

  text(): string {
    const { start, end } = this.span();
    return this.bytes.toString('utf8', start, end);
  }

  /** The place of a field's content; the cursor goes on behind it. */
  span(): Span {
    const end = this.end();
    const start = this.at;
    this.at = end;
    return { start, end };
  }

  skip(tag: number): void {
    const wireType = tag & 7;
    if (wireType === VARINT) this.varint();
    else if (wireType === LENGTH_DELIMITED) this.at = this.end();
    else unusual();
  }
}

function unusual(): never {
  throw new UnusualMessage();
}
