/** Counts from the start, and since the last measurement. */
export class Rate {
  private total = 0;
  private measuredTotal = 0;
  private measuredAtMs: number;

  constructor(nowMs: number) {
    this.measuredAtMs = nowMs;
  }

  count(): void {
    this.total += 1;
  }

  /** Returns the count since the last call and begins a new measurement. */
  measure(nowMs: number): { total: number; sinceLast: number; perSecond: number } {
    const sinceLast = this.total - this.measuredTotal;
    const elapsedMs = nowMs - this.measuredAtMs;
    this.measuredTotal = this.total;
    this.measuredAtMs = nowMs;
    const perSecond = elapsedMs > 0 ? Math.trunc((sinceLast * 1000) / elapsedMs) : 0;
    return { total: this.total, sinceLast, perSecond };
  }
}

const WINDOW = 1000;

/** Milliseconds from sending to the answer, of the last thousand messages. */
export class Latencies {
  private readonly durations: number[] = [];

  add(durationMs: number): void {
    this.durations.push(durationMs);
    if (this.durations.length > WINDOW) this.durations.shift();
  }

  /** The measurements under the names of the protocol. It is empty before the first answer. */
  measurements(): [string, number][] {
    const sorted = [...this.durations].sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    const at = (percent: number) =>
      sorted[Math.min(sorted.length - 1, Math.trunc((percent * sorted.length) / 100))] ?? 0;
    const sum = sorted.reduce((total, duration) => total + duration, 0);
    return [
      ['Mean', Math.trunc(sum / sorted.length)],
      ['Median', at(50)],
      ['Fastest', at(0)],
      ...[0, 20, 40, 60, 80].map((percent, index): [string, number] => [
        `Quintile ${index + 1}`,
        at(percent),
      ]),
      ...[90, 95, 99, 99.5, 99.9].map((percent): [string, number] => [`${percent}%`, at(percent)]),
      ['Highest', at(100)],
    ];
  }
}
