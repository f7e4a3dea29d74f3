import { Bug } from '../../../shared/invariant';
import { comparePositions, type Position, type RecordedEvent } from '../../event-store';

/** An event, or why it cannot be read, or a place up to which nothing matched. */
export type FeedEntry =
  | { readonly kind: 'event'; readonly position: Position; readonly event: RecordedEvent }
  | { readonly kind: 'unreadable'; readonly position: Position; readonly streamId: string; readonly bug: Bug }
  | { readonly kind: 'checkpoint'; readonly position: Position };

export interface WindowLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** A consumer that pauses for some seconds finds what came meanwhile; the memory stays small. */
const LIMITS: WindowLimits = { maxEntries: 10_000, maxBytes: 16 * 1024 * 1024 };
/** The oldest entries are dropped in runs, because each run moves the rest of the array. */
const DROP_SHARE = 8;

/** The last entries of a feed, numbered from 0 since the feed began. The oldest are dropped at a limit. */
export class FeedWindow {
  private readonly entries: FeedEntry[] = [];
  private readonly sizes: number[] = [];
  private bytes = 0;
  private firstNumber = 0;
  private last: Position | undefined;

  /** `floor`: exclusive; the window holds everything after it. Undefined: everything from the beginning. */
  constructor(
    private floor: Position | undefined,
    private readonly limits: WindowLimits = LIMITS,
  ) {
    this.last = floor;
  }

  /** How far the feed has come. */
  get head(): Position | undefined {
    return this.last;
  }

  push(entry: FeedEntry, bytes: number): void {
    this.entries.push(entry);
    this.sizes.push(bytes);
    this.bytes += bytes;
    this.last = entry.position;
    if (this.entries.length > this.limits.maxEntries || this.bytes > this.limits.maxBytes) this.dropOldest();
  }

  /** Undefined: it is yet to come. */
  at(number: number): FeedEntry | 'dropped' | undefined {
    return number < this.firstNumber ? 'dropped' : this.entries[number - this.firstNumber];
  }

  /** The number of the first entry after a position; undefined where an entry after the position was dropped. */
  numberAfter(position: Position | undefined): number | undefined {
    if (this.floor && (!position || comparePositions(position, this.floor) < 0)) return undefined;
    let index = this.entries.length;
    while (index > 0 && position && comparePositions(this.entries[index - 1]!.position, position) > 0)
      index -= 1;
    return this.firstNumber + (position ? index : 0);
  }

  /**
   * The events of a stream after a position. Returns undefined where the window does not hold everything from there to the
   * event at `upTo`. The same where an event of the stream cannot be read.
   */
  eventsAfter(position: Position, upTo: Position, streamId: string): readonly RecordedEvent[] | undefined {
    const from = this.numberAfter(position);
    if (from === undefined) return undefined;
    const events: RecordedEvent[] = [];
    let isComplete = false;
    for (const entry of this.entries.slice(from - this.firstNumber)) {
      if (entry.kind === 'checkpoint') continue;
      isComplete ||= comparePositions(entry.position, upTo) === 0;
      if (entry.kind === 'unreadable' && entry.streamId === streamId) return undefined;
      if (entry.kind === 'event' && entry.event.streamId === streamId) events.push(entry.event);
    }
    return isComplete ? events : undefined;
  }

  private dropOldest(): void {
    const { maxEntries, maxBytes } = this.limits;
    const most = maxEntries - Math.floor(maxEntries / DROP_SHARE);
    let count = 0;
    while (count < this.entries.length && (this.entries.length - count > most || this.bytes > maxBytes)) {
      this.bytes -= this.sizes[count]!;
      count += 1;
    }
    this.floor = this.entries[count - 1]!.position;
    this.firstNumber += count;
    this.entries.splice(0, count);
    this.sizes.splice(0, count);
  }
}
