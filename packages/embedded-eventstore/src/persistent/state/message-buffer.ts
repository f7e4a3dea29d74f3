import { sizeOfContent, type Message } from './message';

/** What waits to be sent: first what is sent again, in the order of the source; then replayed; then what is new. */
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

  /** Of the events that wait. */
  get bytes(): number {
    return this.size;
  }

  add(message: Message): void {
    this.fresh.add(message);
    this.size += sizeOfContent(message.content);
  }

  /** What was parked goes to the end; the rest to its place, so that order is kept as far as it can be. */
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

  /** In the order of sending. What is yielded may be removed meanwhile; nothing may be added. */
  *scan(): Generator<Message> {
    yield* [...this.retries];
    yield* this.fresh;
  }
}

const rank = ({ origin }: Message): number =>
  origin.kind === 'read' ? origin.sequence : Number.MAX_SAFE_INTEGER;
