import { MAX_READ_BYTES, type IndexedEvent, type StoredEvent } from './stored-event';

/** The bytes that one event needs besides its content: its object, its names, and unused parts of its buffer. */
const OVERHEAD_BYTES = 1024;
/** The number of dropped events after which their empty places are removed. */
const COMPACT_AFTER = 1024;

/**
 * The events that were written last, exactly as they are on disk, so that live subscribers and readers of new streams
 * need no disk. The log adds a group only when the group is on disk. The oldest events leave when `maximumBytes` are
 * exceeded. A read that begins before the oldest one finds nothing here and goes to the disk.
 */
export class RecentEvents {
  /** A run of positions without gaps. It begins at the index `start`; the places before are empty. */
  private run: (IndexedEvent | undefined)[] = [];
  private start = 0;
  private readonly byStream = new Map<string, IndexedEvent[]>();
  private size = 0;

  constructor(private readonly maximumBytes: number) {}

  /** The memory in use, in bytes. */
  get bytes(): number {
    return this.size;
  }

  /** Adds the next events of the log. */
  add(events: readonly IndexedEvent[]): void {
    for (const event of events) this.addOne(event);
    while (this.size > this.maximumBytes) this.dropOldest();
    if (this.start > COMPACT_AFTER && this.start * 2 > this.run.length) this.compact();
  }

  /** The events at positions from … to, oldest first, as many as one read may return. None when `from` is not here. */
  forwards(from: number, to: number, limit: number): StoredEvent[] {
    const index = this.indexOf(from);
    return index === undefined ? [] : takeFrom(this.run, index, 1, Math.min(limit, to - from + 1));
  }

  /** The events at positions from … down to the oldest one here. None when `from` is not here. */
  backwards(from: number, limit: number): StoredEvent[] {
    const index = this.indexOf(from);
    return index === undefined ? [] : takeFrom(this.run, index, -1, limit);
  }

  /** The stream's events from revision `from` towards `to`. None when `from` is not here. */
  ofStream(stream: string, from: number, to: number, limit: number): StoredEvent[] {
    const events = this.byStream.get(stream);
    const first = events?.[0]?.revision;
    if (!events || first === undefined || from < first) return [];
    const wanted = Math.min(limit, Math.abs(to - from) + 1);
    return takeFrom(events, from - first, from <= to ? 1 : -1, wanted);
  }

  private addOne(event: IndexedEvent): void {
    this.run.push(event);
    this.size += sizeOf(event);
    if (event.revision === undefined) return;
    const events = this.byStream.get(event.stream);
    if (events) events.push(event);
    else this.byStream.set(event.stream, [event]);
  }

  private dropOldest(): void {
    const event = this.run[this.start];
    if (!event) return;
    this.run[this.start] = undefined;
    this.start += 1;
    this.size -= sizeOf(event);
    if (event.revision === undefined) return;
    const events = this.byStream.get(event.stream);
    events?.shift();
    if (events?.length === 0) this.byStream.delete(event.stream);
  }

  private compact(): void {
    this.run = this.run.slice(this.start);
    this.start = 0;
  }

  private indexOf(position: number): number | undefined {
    const oldest = this.run[this.start]?.position;
    if (oldest === undefined || position < oldest) return undefined;
    return this.start + position - oldest;
  }
}

const sizeOf = (event: IndexedEvent): number => event.bytes.length + OVERHEAD_BYTES;

/** Events from an index on, at most `limit`, until a read has enough bytes. */
function takeFrom(
  events: readonly (StoredEvent | undefined)[],
  from: number,
  step: 1 | -1,
  limit: number,
): StoredEvent[] {
  const found: StoredEvent[] = [];
  let bytes = 0;
  for (let index = from; found.length < limit && bytes < MAX_READ_BYTES; index += step) {
    const event = events[index];
    if (!event) break;
    found.push(event);
    bytes += event.bytes.length;
  }
  return found;
}
