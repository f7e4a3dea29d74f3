import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';

/** A call that is waited for. */
interface PendingCall {
  /** On the monotonic clock. */
  readonly dueMs: number;
  readonly expire: () => void;
}

/**
 * The time limits of a store's calls. All of them share one timer, because a call is much shorter than its limit and a
 * timer for each costs more than the call. A limit is a duration, so a change of the system clock does not move it.
 */
export class Deadlines {
  /** By limit. Calls of one limit become due in the order in which they began, so a queue needs no sorting. */
  private readonly queues = new Map<number, Set<PendingCall>>();
  private closed = false;
  private timer: { readonly dueMs: number; readonly wakeUp: AbortController } | undefined;

  constructor(private readonly clock: Clock) {}

  /** Waits for a result at most `limitMs` milliseconds. @throws {Fault} the result did not come in time */
  waitFor<Value>(limitMs: number, awaited: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const expire = () =>
        reject(new Fault('event store', `The event store did not answer within ${limitMs} ms.`));
      const call: PendingCall = { dueMs: this.clock.monotonicMs() + limitMs, expire };
      const queue = this.queueOf(limitMs);
      queue.add(call);
      this.wakeAt(call.dueMs);
      const end = () => this.remove(queue, call);
      awaited.finally(end).then(resolve, reject);
    });
  }

  /** From now on no timer outlives the last call, so the process can end. */
  close(): void {
    this.closed = true;
    this.stopIfIdle();
  }

  private queueOf(limitMs: number): Set<PendingCall> {
    const known = this.queues.get(limitMs);
    if (known) return known;
    const queue = new Set<PendingCall>();
    this.queues.set(limitMs, queue);
    return queue;
  }

  private remove(queue: Set<PendingCall>, call: PendingCall): void {
    queue.delete(call);
    if (this.closed) this.stopIfIdle();
  }

  private stopIfIdle(): void {
    if (this.nextDueMs() === undefined) this.stopTimer();
  }

  private stopTimer(): void {
    this.timer?.wakeUp.abort();
    this.timer = undefined;
  }

  /** Nothing happens where the timer fires early enough already, as it does for every call but the first. */
  private wakeAt(dueMs: number): void {
    if (this.timer && this.timer.dueMs <= dueMs) return;
    this.stopTimer();
    const timer = { dueMs, wakeUp: new AbortController() };
    this.timer = timer;
    void this.clock
      .wait(dueMs - this.clock.monotonicMs(), timer.wakeUp.signal)
      .then(() => this.onTimer(timer.wakeUp.signal));
  }

  private onTimer(wakeUp: AbortSignal): void {
    if (wakeUp.aborted) return;
    this.timer = undefined;
    this.expireCalls(this.clock.monotonicMs());
    const nextMs = this.nextDueMs();
    if (nextMs !== undefined) this.wakeAt(nextMs);
  }

  private expireCalls(nowMs: number): void {
    for (const queue of this.queues.values())
      for (const call of queue) {
        if (call.dueMs > nowMs) break;
        queue.delete(call);
        call.expire();
      }
  }

  private nextDueMs(): number | undefined {
    let nextMs: number | undefined;
    for (const queue of this.queues.values())
      for (const { dueMs } of queue) {
        if (nextMs === undefined || dueMs < nextMs) nextMs = dueMs;
        break;
      }
    return nextMs;
  }
}
