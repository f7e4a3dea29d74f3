import type { OpenDelivery } from './open-delivery';

interface Subject {
  readonly items: OpenDelivery[];
  /** On the monotonic clock, in milliseconds. */
  dueMs: number;
  isRunning: boolean;
}

/** What one endpoint has not taken yet, in the order of the log for each subject. Only the first of a subject is sent. */
export class OpenDeliveries {
  private readonly subjects = new Map<string, Subject>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(item: OpenDelivery): void {
    const { subject: name } = item.message;
    const subject = this.subjects.get(name) ?? { items: [], dueMs: 0, isRunning: false };
    if (subject.items.some(({ deliveryId }) => deliveryId === item.deliveryId)) return;
    subject.items.push(item);
    this.subjects.set(name, subject);
    this.count += 1;
  }

  /** The first delivery of the oldest subject that is due. It runs until `finish` or `postpone`. */
  begin(nowMs: number): OpenDelivery | undefined {
    for (const subject of this.subjects.values()) {
      if (subject.isRunning || subject.dueMs > nowMs) continue;
      subject.isRunning = true;
      return subject.items[0];
    }
    return undefined;
  }

  finish({ message }: OpenDelivery): void {
    const subject = this.subjects.get(message.subject)!;
    subject.items.shift();
    subject.isRunning = false;
    subject.dueMs = 0;
    this.count -= 1;
    if (subject.items.length === 0) this.subjects.delete(message.subject);
  }

  postpone({ message }: OpenDelivery, dueMs: number): void {
    Object.assign(this.subjects.get(message.subject)!, { dueMs, isRunning: false });
  }

  /** When the next one is due that does not run; undefined: none waits. */
  nextDueMs(): number | undefined {
    const waiting = [...this.subjects.values()].filter(({ isRunning }) => !isRunning);
    return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ dueMs }) => dueMs));
  }

  *all(): Iterable<OpenDelivery> {
    for (const { items } of this.subjects.values()) yield* items;
  }
}
