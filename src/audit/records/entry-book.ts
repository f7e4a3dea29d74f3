import type { LogMark, RecordedEvent } from '../../event-store/event-store';
import { expectedEntry, type ExpectedEntry, type SaidOfMovement } from '../comparison/rows/expected-entry';
import type { ReportDifference } from '../difference';
import { BookingClock } from '../rules/booking-clock';
import { ClosedPeriods } from '../rules/closed-periods';
import { markOf } from '../rules/event-order';
import { Ledger, sumOf, type BookableEvent } from './ledger';

interface EntryBookParts {
  /** Told of every entry of the journal. */
  readonly onEntry?: ((entry: ExpectedEntry) => void) | undefined;
  /** What a provider said of the movement that an event books. */
  readonly saidOf: (event: BookableEvent) => SaidOfMovement;
}

/** Books the events that move money, as entries of the journal, and knows how the books stood at the end of each month. */
export class EntryBook {
  readonly ledger = new Ledger();
  readonly closedPeriods = new ClosedPeriods(this.ledger);
  private readonly bookingClock = new BookingClock();
  /** The last event that the journal books. */
  last: LogMark | undefined;

  constructor(private readonly parts: EntryBookParts) {}

  book(recorded: RecordedEvent, event: BookableEvent, report: ReportDifference): void {
    const bookedAt = this.bookingClock.at(recorded);
    this.closedPeriods.beginMonthWith(event, bookedAt);
    const lines = this.ledger.book(event);
    if (lines.length === 0) return;
    const sum = sumOf(lines);
    if (sum !== 0n) report('I1', `${event.type} is out of balance by ${sum}`);
    this.last = markOf(recorded);
    this.bookingClock.advance(recorded);
    this.closedPeriods.afterEntry(recorded);
    this.parts.onEntry?.(expectedEntry(recorded, event, lines, bookedAt, this.parts.saidOf(event)));
  }
}
