import type { Consumer } from './dispatch-strategies';
import type { Message } from './message';

export interface Sent {
  readonly message: Message;
  readonly consumer: Consumer;
  readonly sentAtMs: number;
  readonly expiresAtMs: number;
}

/** Messages that were sent and have no answer yet: at most one for each id, in the order of sending. */
export class InFlight {
  private readonly sent = new Map<string, Sent>();

  get count(): number {
    return this.sent.size;
  }

  has(id: string): boolean {
    return this.sent.has(id);
  }

  add(sent: Sent): void {
    this.sent.set(sent.message.id, sent);
  }

  /** Removes and returns a message. Returns undefined when it is not in flight. */
  take(id: string): Sent | undefined {
    const sent = this.sent.get(id);
    this.sent.delete(id);
    return sent;
  }

  /** Removes and returns the expired messages. All have the same time-out, so the oldest expire first. */
  takeExpired(nowMs: number): Sent[] {
    const expired: Sent[] = [];
    for (const [id, sent] of this.sent) {
      if (sent.expiresAtMs > nowMs) break;
      this.sent.delete(id);
      expired.push(sent);
    }
    return expired;
  }

  takeAllOf(consumer: Consumer): Sent[] {
    const taken = [...this.sent.values()].filter(sent => sent.consumer === consumer);
    for (const { message } of taken) this.sent.delete(message.id);
    return taken;
  }
}
