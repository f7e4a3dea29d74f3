import { PackedKeys } from './packed-keys';
import type { RecordStore } from './record-store';
import { textOf, valueOf } from './value-text';

/** How a value is packed: into anything that `textOf` writes, and back. */
export interface Codec<Value> {
  pack(value: Value): unknown;
  unpack(packed: unknown): Value;
}

interface Cell<Value> {
  readonly number: number;
  value: Value;
}

const FIRST_CAPACITY = 64;
const NOT_PACKED = -1;

/**
 * A map whose records go into a file when they were not looked at for a while, and come back when they are asked for. One that
 * is in the file takes about 24 bytes of memory. Its order is that of the first `set`, as in a Map. A caller may change a
 * record that it got, as long as no more others than the limit were looked at since.
 */
export class PackedMap<Value> implements Iterable<[string, Value]> {
  /** Looked at since the last change of generations, and before it. */
  private young = new Map<string, Cell<Value>>();
  private old = new Map<string, Cell<Value>>();
  private readonly numbers = new PackedKeys();
  /** By number: where the record begins in the file, and its length. */
  private places = new Float64Array(FIRST_CAPACITY).fill(NOT_PACKED);
  private lengths = new Uint32Array(FIRST_CAPACITY);
  private count = 0;

  constructor(
    private readonly store: RecordStore,
    private readonly codec: Codec<Value>,
  ) {}

  get size(): number {
    return this.count;
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  get(key: string): Value | undefined {
    return this.find(key)?.value;
  }

  set(key: string, value: Value): this {
    const known = this.find(key);
    if (known) known.value = value;
    else this.keep(key, { number: this.nextNumber(), value });
    return this;
  }

  *[Symbol.iterator](): Generator<[string, Value]> {
    const live = new Map(
      [...this.old, ...this.young].map(([key, { number, value }]) => [number, [key, value]]),
    );
    for (let number = 0; number < this.count; number += 1)
      yield (live.get(number) as [string, Value] | undefined) ?? this.read(number);
  }

  *keys(): Generator<string> {
    for (const [key] of this) yield key;
  }

  *values(): Generator<Value> {
    for (const [, value] of this) yield value;
  }

  private find(key: string): Cell<Value> | undefined {
    const young = this.young.get(key);
    if (young) return young;
    const found = this.old.get(key) ?? this.unpack(key);
    if (!found) return undefined;
    this.old.delete(key);
    this.keep(key, found);
    return found;
  }

  private keep(key: string, cell: Cell<Value>): void {
    if (this.young.size >= this.store.liveRecords) this.changeGenerations();
    this.young.set(key, cell);
  }

  private changeGenerations(): void {
    for (const [key, cell] of this.old) this.pack(key, cell);
    this.old = this.young;
    this.young = new Map();
  }

  private pack(key: string, { number, value }: Cell<Value>): void {
    const { at, length } = this.store.file.put(textOf([key, this.codec.pack(value)]));
    if (this.places[number] === NOT_PACKED) this.numbers.add(key, number);
    this.places[number] = at;
    this.lengths[number] = length;
  }

  private unpack(key: string): Cell<Value> | undefined {
    for (const number of this.numbers.candidates(key)) {
      const [found, value] = this.read(number);
      if (found === key) return { number, value };
    }
    return undefined;
  }

  private read(number: number): [string, Value] {
    const text = this.store.file.read(this.places[number]!, this.lengths[number]!);
    const [key, packed] = valueOf(text) as [string, unknown];
    return [key, this.codec.unpack(packed)];
  }

  private nextNumber(): number {
    if (this.count === this.places.length) this.grow();
    return this.count++;
  }

  private grow(): void {
    const places = new Float64Array(this.count * 2).fill(NOT_PACKED, this.count);
    places.set(this.places);
    const lengths = new Uint32Array(this.count * 2);
    lengths.set(this.lengths);
    [this.places, this.lengths] = [places, lengths];
  }
}
