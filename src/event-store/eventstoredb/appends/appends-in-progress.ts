import type { Appended } from './decode-answer';
import type { Append } from './encode-append';

/**
 * Appends of the same events to the same place that run at the same time are one append. EventStoreDB drops an append whose
 * events it is still writing. Two seconds later it answers that it was too slow, and the outcome would count as unknown.
 */
export class AppendsInProgress {
  private readonly appends = new Map<string, Promise<Appended>>();

  /** Waits for the same append where it is in progress already, and sends it otherwise. @throws what `send` throws */
  join(append: Append, send: () => Promise<Appended>): Promise<Appended> {
    const key = keyOf(append);
    const known = this.appends.get(key);
    if (known) return known;
    const sent = send().finally(() => this.appends.delete(key));
    this.appends.set(key, sent);
    return sent;
  }
}

/** Ids and revisions hold no line end, so the last lines stand for them alone. */
const keyOf = ({ streamId, expected, events }: Append): string =>
  [streamId, expected, ...events.map(event => event.id)].join('\n');
