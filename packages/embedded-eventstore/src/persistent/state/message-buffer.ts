import { sizeOfContent, type Message } from './message';

/** Messages that wait: first repeats in the order of the source, then replayed messages, then new ones. */
export class MessageBuffer {
  private readonly retries: Message[] = [];
  private readonly fresh = new Set<Message>();
  private size = 0;

  get retryCount(): number {
    return this.retries.length;
  }

  get freshCount(): number {
    return this.fresh.size;
  }

  /** Bytes of all waiting events. */
  get bytes(): number {
    return this.size;
  }

  add(message: Message): void {
    this.fresh.add(message);
    this.size += sizeOfContent(message.content);
  }

  /**
   * Adds a message to send again. A parked message goes to the end; any other goes to its place in the order of the
   * source.
   */
  addRetry(message: Message): void {
    const at = this.retries.findIndex(other => rank(message) < rank(other));
    this.retries.splice(at === -1 ? this.retries.length : at, 0, message);
    this.size += sizeOfContent(message.content);
  }

  remove(message: Message): void {
    const at = this.retries.indexOf(message);
    if (at >= 0) this.retries.splice(at, 1);
    else if (!this.fresh.delete(message)) return;
    this.size -= sizeOfContent(message.content);
  }

  /** Yields in the order of sending. The caller may remove a yielded message, and may add none. */
  *inSendingOrder(): Generator<Message> {
    yield* [...this.retries];
    yield* this.fresh;
  }
}

const rank = ({ origin }: Message): number =>
  origin.kind === 'read' ? origin.sequence : Number.MAX_SAFE_INTEGER;
