/** A call that waits for a permit. */
export interface QueuedCall {
  /** The text of the work item that makes the call. */
  readonly key: string;
  readonly kind: 'submission' | 'query';
  /** The time of the payout's request, RFC 3339 UTC. The queue is in the order of these times. */
  readonly requestedAt: string;
}

/** The calls that wait for a permit, oldest payout first. */
export class CallQueue {
  private readonly sorted: QueuedCall[] = [];
  private readonly byKey = new Map<string, QueuedCall>();

  get size(): number {
    return this.sorted.length;
  }

  /** A key that is queued already is not added again. */
  add(call: QueuedCall): void {
    if (this.byKey.has(call.key)) return;
    this.byKey.set(call.key, call);
    this.sorted.splice(this.indexOf(call), 0, call);
  }

  remove(key: string): void {
    const call = this.byKey.get(key);
    if (!call) return;
    this.byKey.delete(key);
    this.sorted.splice(this.indexOf(call), 1);
  }

  takeFirst(): QueuedCall | undefined {
    const first = this.sorted.shift();
    if (first) this.byKey.delete(first.key);
    return first;
  }

  /** The index of the call, or the index at which it must be inserted. */
  private indexOf(call: QueuedCall): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.sorted[middle]!, call)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isBefore = (left: QueuedCall, right: QueuedCall): boolean =>
  left.requestedAt < right.requestedAt || (left.requestedAt === right.requestedAt && left.key < right.key);
