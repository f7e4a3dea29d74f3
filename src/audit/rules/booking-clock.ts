import type { RecordedEvent } from '../../event-store/event-store';
import { movesMoney } from '../records/ledger';
import { readAccountEvent } from '../records/parse-event';

/**
 * The auditor's own reading of the rule for booking times (docs/books.md): an entry is booked when it was recorded, but
 * never before the entry before it.
 */
export class BookingClock {
  private latest: Date | undefined;

  /** When an event in this place is booked, or would be. */
  at({ recordedAt }: RecordedEvent): Date {
    return this.latest && recordedAt < this.latest ? this.latest : recordedAt;
  }

  /** The next entry was booked. */
  passed(entry: RecordedEvent): void {
    this.latest = this.at(entry);
  }
}

/** Whether the event is an entry of the books. */
export function isEntry({ streamId, body }: RecordedEvent): boolean {
  if (!streamId.startsWith('account-')) return false;
  const finding = readAccountEvent(body);
  return 'event' in finding && movesMoney(finding.event);
}

/**
 * The events up to the last one booked by this time. What moves no money and was recorded later stays out, unless
 * something booked in time comes after it: the order of the log stands above every clock.
 */
export async function* bookedBy(
  events: AsyncIterable<RecordedEvent>,
  time: Date,
): AsyncGenerator<RecordedEvent> {
  const clock = new BookingClock();
  let doubtful: RecordedEvent[] = [];
  for await (const event of events) {
    const entry = isEntry(event);
    const isLate = clock.at(event) > time;
    if (isLate && entry) return;
    if (entry) clock.passed(event);
    doubtful.push(event);
    if (isLate) continue;
    yield* doubtful;
    doubtful = [];
  }
}
