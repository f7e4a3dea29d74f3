import { Map } from 'immutable';
import { invariant } from '../../../shared/invariant';
import { packEntries, PackedTable, unpackEntries, type PackedEntry } from './packed-table';

/** How values of one kind are packed. A value that was packed and unpacked equals itself. */
export interface PackedKind<Value> {
  pack(value: Value): Uint8Array;
  unpack(bytes: Uint8Array): Value;
  /** Whether an ordinary next step leaves the value as it is: only then is it packed. */
  isSettled(value: Value): boolean;
}

/** undefined: deleted. */
type Settled<Value> = Map<string, Value | undefined>;

const NO_BYTES = new Uint8Array(0);

/**
 * An immutable map by text. Its packed values lie in a table, the others in front of it as objects. A key is in one of
 * `open` and `settled` at most. So packing costs what has settled since, however much is open.
 */
export class PackedMap<Value> {
  private constructor(
    private readonly kind: PackedKind<Value>,
    private readonly open: Map<string, Value>,
    /** Not packed yet. */
    private readonly settled: Settled<Value>,
    readonly packed: PackedTable,
  ) {}

  static empty<Value>(kind: PackedKind<Value>): PackedMap<Value> {
    return new PackedMap<Value>(kind, Map(), Map(), PackedTable.EMPTY);
  }

  get(key: string): Value | undefined {
    const open = this.open.get(key);
    if (open !== undefined) return open;
    if (this.settled.has(key)) return this.settled.get(key);
    const bytes = this.packed.find(key);
    return bytes && this.unpacked(bytes);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: Value): PackedMap<Value> {
    return this.kind.isSettled(value)
      ? this.with(this.open.delete(key), this.settled.set(key, value))
      : this.with(this.open.set(key, value), this.settled.delete(key));
  }

  delete(key: string): PackedMap<Value> {
    return this.with(this.open.delete(key), this.settled.set(key, undefined));
  }

  get openCount(): number {
    return this.open.size;
  }

  /** Reads everything: for rare questions only. */
  *entries(): Generator<[string, Value]> {
    for (const [key, bytes] of this.packed.entries()) {
      const value = this.isPacked(key) ? this.unpacked(bytes) : undefined;
      if (value !== undefined) yield [key, value];
    }
    yield* this.open;
    for (const [key, value] of this.settled) if (value !== undefined) yield [key, value];
  }

  /** The values that are not packed. */
  *recent(): Generator<Value> {
    yield* this.open.values();
    for (const value of this.settled.values()) if (value !== undefined) yield value;
  }

  /** The same map, with its settled values packed. */
  pack(): PackedMap<Value> {
    if (this.settled.isEmpty()) return this;
    return new PackedMap(this.kind, this.open, Map(), this.packed.add(this.packEach(this.settled)));
  }

  /** What is not packed, in bytes. */
  recentBytes(): Uint8Array {
    return packEntries([...this.packEach(this.open), ...this.packEach(this.settled)]);
  }

  /** The map of this kind with these packed values, and with what `recentBytes` gave in front of them. */
  restore(packed: PackedTable, recentBytes: Uint8Array): PackedMap<Value> {
    let map = new PackedMap<Value>(this.kind, Map(), Map(), packed);
    for (const [key, bytes] of unpackEntries(recentBytes)) {
      const value = this.unpacked(bytes);
      map = value === undefined ? map.delete(key) : map.set(key, value);
    }
    return map;
  }

  toJSON(): Record<string, Value> {
    return Object.fromEntries([...this.entries()].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  private with(open: Map<string, Value>, settled: Settled<Value>): PackedMap<Value> {
    return new PackedMap(this.kind, open, settled, this.packed);
  }

  private isPacked(key: string): boolean {
    return !this.open.has(key) && !this.settled.has(key);
  }

  private packEach(values: Settled<Value>): PackedEntry[] {
    return [...values].map(([key, value]) => [key, value === undefined ? NO_BYTES : this.packOne(value)]);
  }

  private packOne(value: Value): Uint8Array {
    const bytes = this.kind.pack(value);
    invariant(bytes.length > 0, 'A value without bytes would read as deleted');
    return bytes;
  }

  private unpacked(bytes: Uint8Array): Value | undefined {
    return bytes.length === 0 ? undefined : this.kind.unpack(bytes);
  }
}
