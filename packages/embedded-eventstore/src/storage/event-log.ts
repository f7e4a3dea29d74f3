import type { AcknowledgedMark } from './acknowledged-mark';
import { seal, unseal } from './checksum';
import { openDatabase, type Database } from './data-folder';
import { DiskEvents } from './events/disk-events';
import { eventIdKey, eventKey, headKey, LAST_POSITION_KEY, numberAt, numberBytes, streamKey } from './keys';
import { readCheckedEnd, openCheckedMark } from './log-end';
import { RecentEvents } from './events/recent-events';
import { MAX_READ_EVENTS, type IndexedEvent, type Place, type StoredEvent } from './events/stored-event';
import { encodeHead, type StreamHead } from './heads/stream-head';
import { StreamHeads } from './heads/stream-heads';

export { FolderInUseError } from './data-folder';

/** The bytes of the last events that stay in memory. */
const RECENT_BYTES = 16 * 1024 * 1024;

/** What is written together: the next events of the log, and the heads that they change. */
export interface Group {
  /** At least one event. Their positions follow the last one of the log without a gap. */
  readonly events: readonly IndexedEvent[];
  readonly heads: ReadonlyMap<string, StreamHead>;
}

/**
 * The data folder. `commit` writes everything, in groups that are complete or absent; each read checks what it reads.
 * Positions have no gaps (1, 2, 3 …), and neither have the revisions of a stream, so the server notices a missing
 * event. The events that were written last are read from memory.
 */
export class EventLog {
  private closed = false;
  private readonly disk: DiskEvents;
  private readonly streamHeads: StreamHeads;
  private readonly recent: RecentEvents;

  private constructor(
    private readonly database: Database,
    private last: number,
    private readonly mark: AcknowledgedMark,
    recentBytes: number,
  ) {
    this.disk = new DiskEvents(database);
    this.streamHeads = new StreamHeads(database);
    this.recent = new RecentEvents(recentBytes);
  }

  /**
   * Opens or creates the folder and takes its lock. `recentBytes` limits the memory for the events that were written
   * last.
   * @throws {FolderInUseError | CorruptDataError | Error} when another process has it, it is damaged, or its format is
   * unknown
   */
  static async open(directory: string, recentBytes = RECENT_BYTES): Promise<EventLog> {
    const database = await openDatabase(directory);
    try {
      const last = await readCheckedEnd(database);
      return new EventLog(database, last, openCheckedMark(directory, last), recentBytes);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** The position of the last event on disk; 0 while there is none. */
  get lastPosition(): number {
    return this.last;
  }

  /** Writes the whole group or nothing, and resolves when it is on disk. No read shows an event of it before. */
  async commit({ events, heads }: Group): Promise<void> {
    const batch = this.database.batch();
    const put = (key: Buffer, payload: Uint8Array) => void batch.put(key, seal(key, payload));
    for (const event of events) {
      put(eventKey(event.position), event.bytes);
      if (event.revision === undefined) continue;
      put(streamKey(event.stream, event.revision), numberBytes(event.position));
      put(eventIdKey(event.id, event.stream), numberBytes(event.revision, event.position));
    }
    for (const [stream, head] of heads) put(headKey(stream), encodeHead(head));
    const last = this.last + events.length;
    put(LAST_POSITION_KEY, numberBytes(last));
    await batch.write({ sync: true });
    this.mark.raise(last);
    this.last = last;
    this.recent.add(events);
    this.streamHeads.noteWritten(heads);
  }

  async head(stream: string): Promise<StreamHead> {
    return (await this.heads([stream]))[0]!;
  }

  heads(streams: readonly string[]): Promise<StreamHead[]> {
    return this.streamHeads.readHeads(streams);
  }

  /** The places of the events with these ids (UUIDs in text) in the stream. */
  async findIds(stream: string, ids: readonly string[]): Promise<(Place | undefined)[]> {
    const keys = ids.map(id => eventIdKey(id, stream));
    const values = await this.database.getMany(keys);
    return values.map((value, index) => {
      if (!value) return undefined;
      const payload = unseal(keys[index]!, value, `the index entry of event ${ids[index]}`);
      return { revision: numberAt(payload, 0), position: numberAt(payload, 1) };
    });
  }

  /** The events at positions from … to (both inclusive), oldest first. One read may not return all of them. */
  async readForwards(from: number, to: number, limit = MAX_READ_EVENTS): Promise<StoredEvent[]> {
    if (from > to) return [];
    const recent = this.recent.forwards(from, to, limit);
    return recent.length > 0 ? recent : this.disk.forwards(from, to, limit);
  }

  /** The events at positions from … down to 1, newest first. One read may not return all of them. */
  async readBackwards(from: number, limit = MAX_READ_EVENTS): Promise<StoredEvent[]> {
    if (from < 1) return [];
    const recent = this.recent.backwards(from, limit);
    return recent.length > 0 ? recent : this.disk.backwards(from, limit);
  }

  /** The stream's events at revisions from … to (both inclusive), oldest first. One read may not return all. */
  async readStreamForwards(
    stream: string,
    from: number,
    to: number,
    limit = MAX_READ_EVENTS,
  ): Promise<StoredEvent[]> {
    return from > to ? [] : this.readStream(stream, from, to, limit);
  }

  /** The stream's events at revisions from … down to `to`, newest first. One read may not return all. */
  async readStreamBackwards(
    stream: string,
    from: number,
    to: number,
    limit = MAX_READ_EVENTS,
  ): Promise<StoredEvent[]> {
    return from < to ? [] : this.readStream(stream, from, to, limit);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.mark.close();
    await this.database.close();
  }

  private async readStream(stream: string, from: number, to: number, limit: number): Promise<StoredEvent[]> {
    const recent = this.recent.ofStream(stream, from, to, limit);
    return recent.length > 0 ? recent : this.disk.ofStream(stream, from, to, limit);
  }
}
