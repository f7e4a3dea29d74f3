import { joinBytes, NumberReader, packKey, pushNumber, unpackKey } from './bytes';

/** A key and the bytes of its value; no bytes: the key was deleted. */
export type PackedEntry = readonly [key: string, value: Uint8Array];

const NO_BYTES = new Uint8Array(0);

/**
 * Values by key in one byte array. Entries are only added, and the last one of a key counts. A table is a value: it ends at
 * its own length, and tables that grew from it share its bytes.
 */
export class PackedTable {
  static readonly EMPTY = new PackedTable(undefined, 0);

  private constructor(
    private readonly log: PackedLog | undefined,
    /** In bytes. */
    readonly length: number,
  ) {}

  /** The bytes of the key's last entry. Returns undefined where it has none. */
  find(key: string): Uint8Array | undefined {
    return this.log?.find(packKey(key), this.length);
  }

  add(entries: readonly PackedEntry[]): PackedTable {
    return entries.length === 0 ? this : this.addBytes(packEntries(entries));
  }

  /** Adds what `bytesAfter` or `packEntries` gave. */
  addBytes(bytes: Uint8Array): PackedTable {
    if (bytes.length === 0) return this;
    // Another table may have grown from this one. Then this one goes on in a copy.
    const log = this.log?.length === this.length ? this.log : PackedLog.copy(this.bytesAfter(0));
    log.append(bytes);
    return new PackedTable(log, log.length);
  }

  /** What was added behind this length. */
  bytesAfter(length: number): Uint8Array {
    return this.log?.bytes.subarray(length, this.length) ?? NO_BYTES;
  }

  /** Whether this table has the bytes of the other one, and perhaps more behind them. */
  extends(other: PackedTable): boolean {
    return other.length === 0 || (other.log === this.log && other.length <= this.length);
  }

  /** The entries that count, each key once. */
  *entries(): Generator<PackedEntry> {
    const last = new Map(unpackEntries(this.bytesAfter(0)));
    yield* last;
  }
}

export function packEntries(entries: readonly PackedEntry[]): Uint8Array {
  return joinBytes(entries.flatMap(([key, value]) => packEntry(packKey(key), value)));
}

export function* unpackEntries(bytes: Uint8Array): Generator<PackedEntry> {
  for (let offset = 0; offset < bytes.length;) {
    const place = entryAt(bytes, offset);
    const { key, end } = unpackKey(bytes, place.start);
    yield [key, bytes.subarray(end, place.end)];
    offset = place.end;
  }
}

function packEntry(key: Uint8Array, value: Uint8Array): Uint8Array[] {
  const length: number[] = [];
  pushNumber(length, key.length + value.length);
  return [Uint8Array.from(length), key, value];
}

function entryAt(bytes: Uint8Array, offset: number): { start: number; end: number } {
  const reader = new NumberReader(bytes, offset);
  const length = reader.next();
  return { start: reader.offset, end: reader.offset + length };
}

const FIRST_BYTES = 512;
const FIRST_SLOTS = 16;
const GROWTH = 1.25;
const FULLEST = 0.75;

/** The bytes that tables share, and a hash index over the places of the entries. */
class PackedLog {
  bytes = new Uint8Array(FIRST_BYTES);
  length = 0;
  private entries = 0;
  /** An entry's offset + 1; 0: free. Entries with the same key stand in one run of slots. */
  private slots = new Uint32Array(FIRST_SLOTS);

  static copy(bytes: Uint8Array): PackedLog {
    const log = new PackedLog();
    log.append(bytes);
    return log;
  }

  append(bytes: Uint8Array): void {
    this.reserve(this.length + bytes.length);
    this.bytes.set(bytes, this.length);
    const end = this.length + bytes.length;
    while (this.length < end) this.length = this.index(this.length);
  }

  /** The last entry of the key among those before `end`. */
  find(key: Uint8Array, end: number): Uint8Array | undefined {
    const mask = this.slots.length - 1;
    let last = -1;
    for (let slot = hashOf(key, 0, key.length) & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const offset = this.slots[slot]! - 1;
      if (offset < end && offset > last && this.hasKey(offset, key)) last = offset;
    }
    if (last < 0) return undefined;
    const place = entryAt(this.bytes, last);
    return this.bytes.subarray(place.start + key.length, place.end);
  }

  private hasKey(offset: number, key: Uint8Array): boolean {
    const { start } = entryAt(this.bytes, offset);
    for (let index = 0; index < key.length; index += 1)
      if (this.bytes[start + index] !== key[index]) return false;
    return true;
  }

  /** Puts the entry at this offset into the index. Returns the offset of the next one. */
  private index(offset: number): number {
    this.entries += 1;
    if (this.entries > this.slots.length * FULLEST) this.doubleSlots(offset);
    return this.take(offset);
  }

  private take(offset: number): number {
    const { start, end } = entryAt(this.bytes, offset);
    const mask = this.slots.length - 1;
    let slot = hashOf(this.bytes, start, keyEnd(this.bytes, start)) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = offset + 1;
    return end;
  }

  private doubleSlots(end: number): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let offset = 0; offset < end;) offset = this.take(offset);
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(length, Math.ceil(this.bytes.length * GROWTH)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

function keyEnd(bytes: Uint8Array, start: number): number {
  const reader = new NumberReader(bytes, start);
  const length = reader.next();
  return reader.offset + (length === 0 ? 16 : length - 1);
}

/** FNV-1a: over 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
