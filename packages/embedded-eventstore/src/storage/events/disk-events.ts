import { unseal } from '../checksum';
import { CorruptDataError } from '../corrupt-data';
import type { Database } from '../data-folder';
import { eventKey, numberAt, positionOfKey, revisionOfKey, streamKey } from '../keys';
import { MAX_READ_BYTES, type StoredEvent } from './stored-event';

/** The number of index entries or events in one request for values, when the events are small. */
const MAX_VALUES_AT_ONCE = 32;
/** The number of events in the first request of a read, when nothing is known about their size. */
const FIRST_EVENTS = 4;

/**
 * Reads events from the disk, and checks what it reads. Positions have no gaps, and neither have the revisions of a
 * stream, so it notices a missing event.
 */
export class DiskEvents {
  constructor(private readonly database: Database) {}

  /** The events at positions from … to. */
  async forwards(from: number, to: number, limit: number): Promise<StoredEvent[]> {
    return checkedRun(await this.entries({ gte: eventKey(from), lte: eventKey(to), limit }), from, 1);
  }

  /** The events at positions from … down to 1. */
  async backwards(from: number, limit: number): Promise<StoredEvent[]> {
    const range = { gte: eventKey(1), lte: eventKey(from), limit, reverse: true };
    return checkedRun(await this.entries(range), from, -1);
  }

  /** The stream's events from revision `from` towards `to`. All of them must exist. */
  async ofStream(stream: string, from: number, to: number, limit: number): Promise<StoredEvent[]> {
    const count = Math.min(limit, Math.abs(to - from) + 1);
    const step = from <= to ? 1 : -1;
    const positions =
      count <= MAX_VALUES_AT_ONCE
        ? await this.fewPositions(stream, from, step, count)
        : await this.manyPositions(stream, from, to, step, count);
    return this.eventsAt(positions);
  }

  /** The revisions of a short range are known, so one request finds their index entries, without an iterator. */
  private async fewPositions(stream: string, from: number, step: 1 | -1, count: number): Promise<number[]> {
    const keys = Array.from({ length: count }, (_, index) => streamKey(stream, from + step * index));
    const values = await this.database.getMany(keys);
    return values.map((value, index) => positionIn(stream, from + step * index, keys[index]!, value));
  }

  private async manyPositions(stream: string, from: number, to: number, step: 1 | -1, limit: number) {
    const [low, high] = [streamKey(stream, Math.min(from, to)), streamKey(stream, Math.max(from, to))];
    const entries = await this.entries({ gte: low, lte: high, limit, reverse: step < 0 });
    if (entries.length === 0) throw missing(`revision ${from} of stream '${stream}'`);
    return entries.map(([key, value], index) => {
      const revision = from + step * index;
      if (revisionOfKey(key) !== revision) throw missing(`revision ${revision} of stream '${stream}'`);
      return positionIn(stream, revision, key, value);
    });
  }

  /** The size of events is unknown before the read. So read a few first, and then as many as one answer may have. */
  private async eventsAt(positions: readonly number[]): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    let bytes = 0;
    while (events.length < positions.length && bytes < MAX_READ_BYTES) {
      const fitting = Math.ceil((MAX_READ_BYTES - bytes) / (bytes / events.length));
      const wanted = events.length === 0 ? FIRST_EVENTS : Math.min(fitting, MAX_VALUES_AT_ONCE);
      const part = positions.slice(events.length, events.length + wanted);
      const values = await this.database.getMany(part.map(eventKey));
      values.forEach((value, index) => {
        if (!value) throw missing(`the event at position ${part[index]}`);
        events.push(unsealEvent(part[index]!, value));
        bytes += value.length;
      });
    }
    return events;
  }

  private async entries(range: Range): Promise<Entry[]> {
    const iterator = this.database.iterator({ ...range, highWaterMarkBytes: MAX_READ_BYTES });
    try {
      return await iterator.nextv(range.limit);
    } finally {
      await iterator.close();
    }
  }
}

type Entry = [Buffer, Buffer];
interface Range {
  gte: Buffer;
  lte: Buffer;
  limit: number;
  reverse?: boolean;
}

const missing = (what: string): CorruptDataError =>
  new CorruptDataError(`${what} is missing: the data on disk is damaged.`);

function positionIn(stream: string, revision: number, key: Buffer, value: Buffer | undefined): number {
  const what = `revision ${revision} of stream '${stream}'`;
  if (!value) throw missing(what);
  return numberAt(unseal(key, value, `the index entry of ${what}`), 0);
}

const unsealEvent = (position: number, value: Buffer): StoredEvent => ({
  position,
  bytes: unseal(eventKey(position), value, `the event at position ${position}`),
});

/** Positions have no gaps, so any other position than the next one means that an event is lost. */
function checkedRun(entries: Entry[], from: number, step: 1 | -1): StoredEvent[] {
  if (entries.length === 0) throw missing(`The event at position ${from}`);
  return entries.map(([key, value], index) => {
    const position = from + step * index;
    if (positionOfKey(key) !== position) throw missing(`The event at position ${position}`);
    return unsealEvent(position, value);
  });
}
