import type { RecordedEvent } from '../../event-store/event-store';
import { movesMoney } from '../records/ledger';
import { parseAccountEvent, parseFeeEvent } from '../records/parse-event';

/**
 * The audit's own writing of the rule for booking times (docs/books.md). An entry is booked at the time it was recorded,
 * but never earlier than the entry before it.
 */
export class BookingClock {
  private latest: Date | undefined;

  /** When an event in this place is booked, or would be. */
  at({ recordedAt }: RecordedEvent): Date {
    return this.latest && recordedAt < this.latest ? this.latest : recordedAt;
  }

  /** The next entry was booked. */
  advance(entry: RecordedEvent): void {
    this.latest = this.at(entry);
  }
}

/** Whether the event is an entry of the books. */
function isEntry({ streamId, body }: RecordedEvent): boolean {
  const isOfProvider = streamId.startsWith('provider-');
  if (!isOfProvider && !streamId.startsWith('account-')) return false;
  const finding = isOfProvider ? parseFeeEvent(body) : parseAccountEvent(body);
  return 'event' in finding && movesMoney(finding.event);
}

/**
 * The events up to the last one that was booked by this time. A later event that moves no money stays out. It stays in when
 * an entry that was booked in time comes after it, because the order of the log counts more than a clock.
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
    if (entry) clock.advance(event);
    doubtful.push(event);
    if (isLate) continue;
    yield* doubtful;
    doubtful = [];
  }
}
