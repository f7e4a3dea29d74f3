/** Who waits for a place, and since when their payout was asked for. */
export interface Caller {
  /** The stream that is worked on. */
  readonly key: string;
  readonly kind: 'submission' | 'question';
  /** When the payout was requested, RFC 3339 UTC: the order in which they go. */
  readonly requestedAt: string;
}

/** Those who wait, oldest request first. */
export class WaitingLine {
  private readonly sorted: Caller[] = [];
  private readonly byKey = new Map<string, Caller>();

  get size(): number {
    return this.sorted.length;
  }

  /** Once, however often it is added. */
  add(caller: Caller): void {
    if (this.byKey.has(caller.key)) return;
    this.byKey.set(caller.key, caller);
    this.sorted.splice(this.placeOf(caller), 0, caller);
  }

  remove(key: string): void {
    const caller = this.byKey.get(key);
    if (!caller) return;
    this.byKey.delete(key);
    this.sorted.splice(this.placeOf(caller), 1);
  }

  takeFirst(): Caller | undefined {
    const first = this.sorted.shift();
    if (first) this.byKey.delete(first.key);
    return first;
  }

  /** Where it stands, or would stand. */
  private placeOf(caller: Caller): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.sorted[middle]!, caller)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isBefore = (left: Caller, right: Caller): boolean =>
  left.requestedAt < right.requestedAt || (left.requestedAt === right.requestedAt && left.key < right.key);
