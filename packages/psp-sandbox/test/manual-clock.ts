import type { Clock } from '../src/core/clock';

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  private waits: { dueMs: number; resolve: () => void }[] = [];

  constructor(private nowMs = Date.parse('2026-03-10T17:00:00.000Z')) {}

  now(): Date {
    return new Date(this.nowMs);
  }

  monotonicMs(): number {
    return this.nowMs;
  }

  wait(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (durationMs <= 0 || signal?.aborted) return resolve();
      const finish = () => {
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      this.waits.push({ dueMs: this.nowMs + durationMs, resolve: finish });
      signal?.addEventListener('abort', finish, { once: true });
    });
  }

  /** Moves the time forward and ends the waits that are over. */
  advance(durationMs: number): void {
    this.nowMs += durationMs;
    const due = this.waits.filter(wait => wait.dueMs <= this.nowMs);
    this.waits = this.waits.filter(wait => wait.dueMs > this.nowMs);
    for (const wait of due) wait.resolve();
  }
}
