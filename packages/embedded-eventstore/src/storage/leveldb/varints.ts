/** Reads LevelDB's little-endian base-128 numbers and length-prefixed strings one after another. */
export class VarintReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** @throws {RangeError} when the bytes end within the number, or JavaScript cannot represent it exactly */
  number(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.bytes.readUInt8(this.at);
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new RangeError('A number is too large.');
  }

  skipString(): void {
    const length = this.number();
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('A string is longer than what holds it.');
  }
}
