/** Virtual time: things happen in order of their time, ties in order of their scheduling, and nothing else happens. */
export class Timeline {
  private readonly heap: { atMs: number; order: number; happen: () => void }[] = [];
  private order = 0;
  nowMs = Date.UTC(2026, 2, 10, 14, 0, 0);

  after(delayMs: number, happen: () => void): void {
    this.push({ atMs: this.nowMs + Math.max(0, delayMs), order: (this.order += 1), happen });
  }

  /** Lets everything up to this time happen. */
  async runUntil(untilMs: number): Promise<void> {
    await settled();
    for (let next = this.heap[0]; next && next.atMs <= untilMs; next = this.heap[0]) {
      this.pop();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.happen();
      await settled();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  private push(entry: Timeline['heap'][number]): void {
    const { heap } = this;
    let child = heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(heap[child]!, heap[parent]!)) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      child = parent;
    }
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let least = parent;
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
      if (least === parent) return;
      [heap[least], heap[parent]] = [heap[parent]!, heap[least]!];
      parent = least;
    }
  }
}

const before = (left: { atMs: number; order: number }, right: { atMs: number; order: number }): boolean =>
  left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);

/** When no promise has anything left to do: the code under simulation uses promises only, no real I/O and no timers. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
