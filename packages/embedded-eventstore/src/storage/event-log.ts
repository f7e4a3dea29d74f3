import type { AcknowledgedMark } from './acknowledged-mark';
import { seal, unseal } from './checksum';
import { CorruptDataError } from './corrupt-data';
import { openDatabase, type Database } from './data-folder';
import {
  eventIdKey,
  eventKey,
  headKey,
  LAST_POSITION_KEY,
  numberAt,
  numberBytes,
  positionOfKey,
  revisionOfKey,
  streamKey,
} from './keys';
import { checkedEnd, checkedMark } from './log-end';
import { decodeHead, EMPTY_HEAD, metastreamOf, type StreamHead } from './heads/stream-head';

export { FolderInUseError } from './data-folder';

/** A key and the payload to seal under it. */
export interface Put {
  readonly key: Buffer;
  readonly payload: Uint8Array;
}

export interface StoredEvent {
  readonly position: number;
  /** The encoded RecordedEvent. */
  readonly bytes: Buffer;
}

export interface Place {
  readonly revision: number;
  readonly position: number;
}

/** One read answers at most so many events (`limit` asks for fewer), and stops early at about so many bytes. */
export const MAX_READ_EVENTS = 256;
const MAX_READ_BYTES = 256 * 1024;
/** Events that are found by their positions are asked for so many at once, where they are small. */
const MAX_EVENTS_AT_ONCE = 32;

/**
 * The data folder. Everything in it is written by `commit`, in groups that are whole or absent; everything read is
 * checked. Positions have no gaps (1, 2, 3 …), nor have the revisions of a stream, so a missing event is noticed.
 */
export class EventLog {
  private closed = false;

  private constructor(
    private readonly database: Database,
    private last: number,
    private readonly mark: AcknowledgedMark,
  ) {}

  /**
   * Opens or creates the folder and takes its lock.
   * @throws {FolderInUseError | CorruptDataError | Error} held by another process; damaged; of a format not known here
   */
  static async open(directory: string): Promise<EventLog> {
    const database = await openDatabase(directory);
    try {
      const last = await checkedEnd(database);
      return new EventLog(database, last, checkedMark(directory, last));
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Of the last event on disk; 0 while there is none. */
  get lastPosition(): number {
    return this.last;
  }

  /** Writes all puts or none and returns when they are on disk. `lastPosition` is that of the last event among them. */
  async commit(puts: readonly Put[], lastPosition: number): Promise<void> {
    const batch = this.database.batch();
    for (const { key, payload } of puts) batch.put(key, seal(key, payload));
    batch.put(LAST_POSITION_KEY, seal(LAST_POSITION_KEY, numberBytes(lastPosition)));
    await batch.write({ sync: true });
    this.mark.raise(lastPosition);
    this.last = lastPosition;
  }

  async head(stream: string): Promise<StreamHead> {
    return (await this.heads([stream]))[0]!;
  }

  async heads(streams: readonly string[]): Promise<StreamHead[]> {
    const heads = await this.storedHeads(streams);
    const unbegun = streams.filter((_, index) => !heads[index]);
    const begunSince = await this.headsOfBegun(unbegun);
    return streams.map((stream, index) => heads[index] ?? begunSince.get(stream) ?? EMPTY_HEAD);
  }

  private async storedHeads(streams: readonly string[]): Promise<(StreamHead | undefined)[]> {
    const keys = streams.map(headKey);
    const values = await this.database.getMany(keys);
    return values.map((value, index) =>
      value ? decodeHead(unseal(keys[index]!, value, `the head of stream '${streams[index]}'`)) : undefined,
    );
  }

  /**
   * A stream that had no head when it was looked for, but has events: it was begun between the two reads, and then its
   * head is there by now, for both are written as one. Else its head is lost, and the stream is not new.
   */
  private async headsOfBegun(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    if (streams.length === 0) return new Map();
    const firsts = streams.flatMap(stream => [streamKey(stream, 0), streamKey(metastreamOf(stream), 0)]);
    const found = await this.database.getMany(firsts);
    const begun = streams.filter((_, index) => found[2 * index] ?? found[2 * index + 1]);
    const heads = await this.storedHeads(begun);
    const lost = heads.findIndex(head => !head);
    if (lost >= 0) throw missing(`The head of stream '${begun[lost]}'`);
    return new Map(begun.map((stream, index) => [stream, heads[index]!]));
  }

  /** Where the stream has the events with these ids (UUIDs in text). */
  async findIds(stream: string, ids: readonly string[]): Promise<(Place | undefined)[]> {
    const keys = ids.map(id => eventIdKey(id, stream));
    const values = await this.database.getMany(keys);
    return values.map((value, index) => {
      if (!value) return undefined;
      const payload = unseal(keys[index]!, value, `the index entry of event ${ids[index]}`);
      return { revision: numberAt(payload, 0), position: numberAt(payload, 1) };
    });
  }

  /** The events at positions from … to (both inclusive, to ≤ lastPosition), oldest first; maybe not all of them. */
  async readForwards(from: number, to: number, limit = MAX_READ_EVENTS): Promise<StoredEvent[]> {
    const entries = await this.entries({ gte: eventKey(from), lte: eventKey(to), limit });
    return checkedRun(entries, from, 1, from <= to);
  }

  /** The events at positions from … down to 1, newest first; maybe not all of them. */
  async readBackwards(from: number, limit = MAX_READ_EVENTS): Promise<StoredEvent[]> {
    const range = { gte: eventKey(1), lte: eventKey(from), limit, reverse: true };
    return checkedRun(await this.entries(range), from, -1, from >= 1);
  }

  /** The stream's events at revisions from … to (both inclusive, to ≤ head), oldest first; maybe not all of them. */
  async readStreamForwards(
    stream: string,
    from: number,
    to: number,
    limit = MAX_READ_EVENTS,
  ): Promise<StoredEvent[]> {
    const range = { gte: streamKey(stream, from), lte: streamKey(stream, to), limit };
    return this.eventsOf(stream, await this.entries(range), from, 1, from <= to);
  }

  /** The stream's events at revisions from … down to `to` (both inclusive), newest first; maybe not all of them. */
  async readStreamBackwards(
    stream: string,
    from: number,
    to: number,
    limit = MAX_READ_EVENTS,
  ): Promise<StoredEvent[]> {
    const range = { gte: streamKey(stream, to), lte: streamKey(stream, from), limit };
    return this.eventsOf(stream, await this.entries({ ...range, reverse: true }), from, -1, from >= to);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.mark.close();
    await this.database.close();
  }

  /** Follows index entries to their events, as many as fit into one answer. */
  private async eventsOf(stream: string, entries: Entry[], from: number, step: 1 | -1, expectSome: boolean) {
    if (expectSome && entries.length === 0) throw missing(`revision ${from} of stream '${stream}'`);
    const positions = entries.map(([key, value], index) => {
      const revision = from + step * index;
      if (revisionOfKey(key) !== revision) throw missing(`revision ${revision} of stream '${stream}'`);
      return numberAt(unseal(key, value, `the index entry of revision ${revision} of stream '${stream}'`), 0);
    });
    return this.eventsAt(positions);
  }

  /** How large they are is known when they are there: the first is asked for alone, then as many as will fit. */
  private async eventsAt(positions: readonly number[]): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    let bytes = 0;
    while (events.length < positions.length && bytes < MAX_READ_BYTES) {
      const fitting = Math.ceil((MAX_READ_BYTES - bytes) / (bytes / events.length));
      const wanted = events.length === 0 ? 1 : Math.min(fitting, MAX_EVENTS_AT_ONCE);
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

const unsealEvent = (position: number, value: Buffer): StoredEvent => ({
  position,
  bytes: unseal(eventKey(position), value, `the event at position ${position}`),
});

/** Positions have no gaps: anything but the next one means that an event is lost. */
function checkedRun(entries: Entry[], from: number, step: 1 | -1, expectSome: boolean): StoredEvent[] {
  if (expectSome && entries.length === 0) throw missing(`The event at position ${from}`);
  return entries.map(([key, value], index) => {
    const position = from + step * index;
    if (positionOfKey(key) !== position) throw missing(`The event at position ${position}`);
    return unsealEvent(position, value);
  });
}
