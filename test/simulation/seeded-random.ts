import type { Random } from '../../src/shared/random';

/** Chance that is the same for the same seed (xorshift128+ seeded by splitmix). */
export class SeededRandom implements Random {
  private high: bigint;
  private low: bigint;

  constructor(seed: number) {
    let state = BigInt(seed);
    const next = () => {
      state = (state + 0x9e3779b97f4a7c15n) & MASK;
      let mixed = state;
      mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
      mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK;
      return mixed ^ (mixed >> 31n);
    };
    this.high = next();
    this.low = next() | 1n;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** In [0, 1). */
  fraction(): number {
    return Number(this.next() >> 11n) / 2 ** 53;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** An integer in [from, to]. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  uuid(): string {
    const hex = (
      this.next().toString(16).padStart(16, '0') + this.next().toString(16).padStart(16, '0')
    ).slice(0, 32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  private next(): bigint {
    let mixed = this.high;
    const other = this.low;
    const sum = (mixed + other) & MASK;
    this.high = other;
    mixed ^= (mixed << 23n) & MASK;
    this.low = mixed ^ other ^ (mixed >> 17n) ^ (other >> 26n);
    return sum;
  }
}

const MASK = (1n << 64n) - 1n;
